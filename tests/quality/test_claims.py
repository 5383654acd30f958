"""True claims pass, false ones do not; asked of a release are 0.85 and 0.95, with an AUROC of 0.93."""

import pytest

from corpus import SentenceTransformerEmbedder
from tests.quality import sets
from tests.quality.claims import SETS, accepted, auroc, by_kind, judged, load, packaged_grounder

LEAST_AUROC, LEAST_KEPT, LEAST_REFUSED = 0.82, 0.54, 0.91


@pytest.mark.models
@pytest.mark.timeout(300)
@pytest.mark.skipif(not all(map(sets.has, SETS)), reason="the public sets are not here")
def test_claims_are_told_apart_as_well_as_before(packaged_embedder: SentenceTransformerEmbedder) -> None:
    found = judged(load("report"), packaged_grounder(packaged_embedder))
    print(auroc(found), by_kind(found))
    assert auroc(found) >= LEAST_AUROC
    assert accepted(found, true=True) >= LEAST_KEPT
    assert 1 - accepted(found, true=False) >= LEAST_REFUSED

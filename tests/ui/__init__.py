"""The app's modules, one test file each; pages run in Streamlit's AppTest, without a browser."""

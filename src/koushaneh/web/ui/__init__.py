"""Components (اجزای صفحه): Python functions with keyword-only arguments."""

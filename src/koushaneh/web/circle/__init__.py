"""Circle (کانون): the association among itself."""

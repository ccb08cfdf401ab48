"""Show one review through several lenses: deciding, matrices, questions, committee, scenarios, execution, figures."""

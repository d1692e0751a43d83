//! Every rule proves its own examples.

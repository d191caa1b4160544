-- The queue in its order, read from the index alone: whoever opens a later page passes over the rows before it.

drop index prior_learning_request_by_stage;
create index prior_learning_request_in_order on prior_learning_request (provider_id, stage, asked_on, id);

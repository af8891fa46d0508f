# The two rules of the race, in Rego.
package race

import rego.v1

# AWS opens a notebook to the internet unless the template says otherwise, so an absent property
# violates too.
violations contains ["notebook-direct-internet-access-disabled", name] if {
	some name, resource in input.Resources
	resource.Type == "AWS::SageMaker::NotebookInstance"
	object.get(resource, ["Properties", "DirectInternetAccess"], "Enabled") != "Disabled"
}

violations contains ["no-wildcard-action-on-wildcard-resource", name] if {
	some name, resource in input.Resources
	some document in documents(resource)
	some statement in listed(document.Statement)
	statement.Effect == "Allow"
	"*" in listed(statement.Resource)
	some action in listed(statement.Action)
	is_wildcard(action)
}

identities := {"AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"}

policies := {
	"AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy",
	"AWS::IAM::UserPolicy", "AWS::IAM::GroupPolicy",
}

documents(resource) := [policy.PolicyDocument |
	some policy in resource.Properties.Policies
] if {
	resource.Type in identities
}

documents(resource) := [resource.Properties.PolicyDocument] if resource.Type in policies

# IAM takes one value where it takes a list.
listed(value) := value if is_array(value)

listed(value) := [value] if not is_array(value)

is_wildcard("*")

is_wildcard(action) if {
	is_string(action)
	endswith(action, ":*")
}

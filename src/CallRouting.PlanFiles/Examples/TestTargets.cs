namespace CallRouting.PlanFiles;

/// <summary>Steps of a route as examples name them: the key of a target and what stands behind it.</summary>
internal static class TestTargets
{
    private const string MailboxPrefix = "mailbox:";

    /// <summary>What a call reaches at a step; <c>null</c>: it only passes through.</summary>
    public static (string Kind, string Name)? Of(RoutingPlan plan, int node)
    {
        var step = plan.Nodes[node];
        return step.Kind switch
        {
            NodeKind.Department => ("department", plan.Departments[step.Index].Id),
            NodeKind.Employee => ("employee", plan.Employees[step.Index].Id),
            NodeKind.External => ("external", plan.Externals[step.Index].Id),
            NodeKind.Menu => ("menu", plan.Menus[step.Index].Id),
            NodeKind.Voicemail => Machine(plan, step.Index),
            NodeKind.Announce => ("announce", plan.Prompts[step.Index]),
            NodeKind.End => ("end", Vocabulary.StockEnding.Word((StockEnding)step.Index)),
            NodeKind.Reject => ("reject", Vocabulary.RejectReason.Word((RejectReason)step.Index)),
            _ => null,
        };
    }

    /// <summary>What an example says is reached.</summary>
    public static (string Kind, string Name) Of(Target target) => target switch
    {
        DepartmentTarget to => ("department", to.Department),
        EmployeeTarget to => ("employee", to.Employee),
        ExternalTarget to => ("external", to.External),
        MenuTarget to => ("menu", to.Menu),
        VoicemailTarget to => ("voicemail", to.Voicemail),
        MailboxTarget to => ("mailbox", to.Employee),
        FaxTarget to => ("fax", to.Fax),
        AnnounceTarget to => ("announce", to.Prompt),
        EndTarget to => ("end", Vocabulary.StockEnding.Word(to.With)),
        RejectTarget to => ("reject", Vocabulary.RejectReason.Word(to.As)),
        _ => ("nothing", target.GetType().Name),
    };

    // The plan's answering machines come first; then fax boxes and the employees' own, as routes lead to them.
    private static (string Kind, string Name) Machine(RoutingPlan plan, int index)
    {
        var id = plan.Voicemails[index].Id;
        if (index < plan.Source.Voicemails.Count)
            return ("voicemail", id);
        return id.StartsWith(MailboxPrefix, StringComparison.Ordinal)
            ? ("mailbox", id[MailboxPrefix.Length..])
            : ("fax", id);
    }
}

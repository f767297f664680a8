namespace CallRouting.PlanFiles;

/// <summary>Finds what in an example proves nothing.</summary>
internal static class TestDoubts
{
    /// <summary>A sentence for each expectation that can only come true, or never can.</summary>
    public static EquatableList<string> Of(PlanTest test, Plan model)
    {
        var (call, expect) = (test.Call, test.Expect);
        var doubts = new List<string>();
        foreach (var name in expect.NeverRings ?? [])
            if (CannotRing(name, call, model))
                doubts.Add($"never-rings: {name} cannot be rung in this example, whatever the plan says: give {name} a "
                    + "device, or leave this out.");
        foreach (var (name, _) in call.Answers)
            if (CannotRing(name, call, model))
                doubts.Add($"answers: {name} cannot be rung in this example, so the answer never comes.");
        if (expect.AnsweredBy is { } answerer && call.Answers.All(answer => answer.Employee != answerer))
            doubts.Add($"answered-by: {answerer} answers no call in this example: write answers: {{ {answerer}: 5s }}.");
        if (call is { Talks: not null, Answers.IsEmpty: true })
            doubts.Add("talks: nobody answers in this example, so it changes nothing: write answers, or leave it out.");
        if (expect is { Number: "other", Reaches: null } && model.Numbers.IsEmpty)
            doubts.Add("number: the plan has no number, so every call is 'other': say what the call reaches.");
        return EquatableList.From(doubts);
    }

    private static bool CannotRing(string name, PlanTestCall call, Plan model)
    {
        if (model.Employees.FirstOrDefault(employee => employee.Id == name) is not { } person)
            return false;
        var isThere = call.Registered?.Contains(name) ?? !call.Offline.Contains(name);
        return call.Paused.Contains(name) || (!isThere && person.Mobile is null);
    }
}

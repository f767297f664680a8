using CallRouting.Guest;

// Runs inside the virtual machine: drives the product on the real driver and says how each scenario went, one line each.
Scenario[] all = [.. LineScenarios.All, .. SpanScenarios.All];
foreach (var scenario in all)
    await scenario.RunAsync();
Report.Say("DONE");

using CallRouting.Guest;

// Runs inside the virtual machine: drives the product on the real driver and says how each scenario went, one line
// each. Arguments, if any, are the scenarios to play.
Scenario[] all =
[
    .. LineScenarios.All, .. SpanScenarios.All, .. E1Scenarios.All, .. AnalogScenarios.All,
    LineScenarios.LosesItsBattery,
];
foreach (var scenario in all.Where(scenario => args.Length == 0 || args.Contains(scenario.Name)))
    await scenario.RunAsync();
Report.Say("DONE");

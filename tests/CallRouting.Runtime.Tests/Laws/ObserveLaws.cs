using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Runtime.Tests;

public class ObserveLaws
{
    /// <summary>What is proposed was tried: in the plan it makes each value find its number, breaks none that was found
    /// before, and the plan is still valid.</summary>
    [Property(MaxTest = 300)]
    [Trait("Spec", "O12")]
    [Trait("Spec", "X9")]
    public Property Proposals_in_the_plan_explain_what_they_say_and_break_nothing() =>
        Prop.ForAll(Cases().ToArbitrary(), scene =>
        {
            var plan = PlanCompiler.Compile(scene.Model).GetPlan();
            var before = Observed.By(plan, "provider", [.. scene.Raws]);
            var proposal = CalledIdProposal.For(plan, before);
            var compiled = PlanCompiler.Compile(proposal.ApplyTo(scene.Model));
            Assert.True(compiled.IsValid, string.Join('\n', compiled.Diagnostics));
            var after = Observed.By(compiled.Plan!, "provider", [.. scene.Raws])
                .ToDictionary(call => call.Raw ?? "", call => call.Number);
            foreach (var call in before.Where(call => !call.IsOther))
                Assert.Equal(call.Number, after[call.Raw ?? ""]);
            var explained = proposal.Trunks.SelectMany(trunk => trunk.Explained)
                .Concat(proposal.Numbers.SelectMany(number => number.Explained)).Select(call => call.Raw ?? "").ToList();
            Assert.All(explained, raw => Assert.NotNull(after[raw]));
            foreach (var call in proposal.Unexplained)
                Assert.DoesNotContain(call.Raw ?? "", explained);
            Assert.Empty(CalledIdProposal.For(compiled.Plan!, Observed.By(compiled.Plan!, "provider", [.. scene.Raws]))
                .Trunks.SelectMany(trunk => trunk.Explained).Select(call => call.Raw).Intersect(explained));
        });

    /// <summary>The whole number with anything in front of it, or without its country, is always explained.</summary>
    [Property(MaxTest = 200)]
    [Trait("Spec", "O12")]
    public Property A_number_with_something_in_front_is_always_explained() =>
        Prop.ForAll(Gen.Choose(0, 5).SelectMany(_ => Gen.Choose(0, 99999)).ToArbitrary(), front =>
        {
            var model = Model(new NumberRulesSettings());
            var plan = PlanCompiler.Compile(model).GetPlan();
            string[] raws = [$"{front}74951110001", "74951110001", "4951110002", "1110002"];
            var proposal = CalledIdProposal.For(plan, Observed.By(plan, "provider", raws));
            var next = PlanCompiler.Compile(proposal.ApplyTo(model)).GetPlan();
            Assert.All(Observed.By(next, "provider", raws), call =>
                Assert.Equal(call.Raw![^1] == '1' ? "n1" : "n2", call.Number));
        });

    private sealed record Scene(Plan Model, IReadOnlyList<string> Raws);

    private static Gen<Scene> Cases()
    {
        string[] numbers = ["74951110001", "74951110002", "74992220003"];
        var raw =
            from number in Gen.Elements(numbers)
            from keep in Gen.Choose(1, 11)
            from front in Gen.Elements("", "", "8", "+", "+8", "00", "810", "9", "55", "0", "sip:", "tel:+", "x", "+7 (8) ")
            from noise in Gen.Frequency((8, Gen.Constant("")), (1, Gen.Elements("@host", ";user=phone", "#", "7")))
            select front + number[^keep..] + noise;
        var odd = Gen.Elements("info", "s", "", "anonymous", "*43", "+84951110001", "88126660009", "12345678901234567890",
            "+4930123456", "999");
        return from country in Gen.Elements(null, "7", "RU", "49")
               from area in country is "7" or "RU" ? Gen.Elements<string?>(null, "495", "499") : Gen.Constant<string?>(null)
               from rewrite in Gen.Elements<RewriteRule[]>(
                   [], [], [new("55.", 2, "")], [new("00X", 2, "+749511100")], [new("8XXXXXXXXXX", 1, "+7")])
               from raws in Gen.ListOf(Gen.Frequency((5, raw), (1, odd)))
               select new Scene(Model(new NumberRulesSettings
               {
                   Country = country, Area = area, Rewrite = EquatableList.From(rewrite),
               }), [.. raws.Distinct()]);
    }

    private static Plan Model(NumberRulesSettings rules) => Plans.Model with
    {
        Trunks = [new Trunk { Id = "provider", NumberRules = rules }],
        Employees = EquatableList.From(Plans.Model.Employees.Select(employee => employee with { Mobile = null })),
        Externals = [],
        Menus = [],
        Numbers = [Number("n1", "+74951110001"), Number("n2", "+74951110002"), Number("n3", "+74992220003")],
    };

    private static CompanyNumber Number(string id, string called) =>
        new() { Id = id, Called = PhoneNumber.Parse(called), Route = new DepartmentTarget("sales") };
}

namespace CallRouting.Tests;

/// <summary>A menu in which internal numbers can be dialled: 101–104 of the employees, 10 of a department, 20 of
/// another.</summary>
[Trait("Spec", "G25"), Trait("Spec", "X11")]
public class DialFlows
{
    private static Plan Plan(Func<Menu, Menu>? change = null)
    {
        var plan = Small.Menu();
        var menu = plan.Menus[0] with { DialExtensions = true };
        return plan with
        {
            Departments = [Department("ten", "10", "clara"), Department("twenty", "20", "dmitri")],
            Menus = [change is null ? menu : change(menu)],
        };
    }

    private static Department Department(string id, string extension, string member) => new()
    {
        Id = id, Extension = Extension.Parse(extension), Members = [new(member)], Rounds = 1, Otherwise = Small.Box,
    };

    private static Story Menu(Func<Menu, Menu>? change = null) =>
        new Story(Plan(change), "anna", "boris", "clara", "dmitri").Calls();

    [Fact]
    public void A_number_with_no_longer_one_is_taken_at_once() => Menu()
        .Presses('1').Did("stop play").IsAt(CallPhase.MenuWaiting).Presses('0').DidNothing()
        .Presses('2').Did("ring boris; play ringback");

    [Fact]
    public void A_key_that_begins_a_number_waits_2_s_for_the_next_digit()
    {
        Menu().PromptEnds().At(1).Presses('1').NobodyRings().At(2.999).NobodyRings().At(3).Rings("anna");
        Menu().At(1).Presses('1').At(2.999).Presses('0').At(4.998).Presses('3').Rings("clara");
    }

    [Fact]
    public void A_digit_at_the_limit_is_too_late() =>
        Menu().At(1).Presses('1').WithoutTimerAt(3).Presses('0').Did("ring anna; play ringback");

    [Fact]
    public void A_number_that_also_begins_longer_ones_waits_too() =>
        Menu().Presses('1').At(1).Presses('0').At(2.999).NobodyRings().At(3).Rings("clara");

    [Fact]
    public void A_key_that_begins_no_number_is_taken_at_once() =>
        Menu(menu => menu with { Keys = [new('5', To.Employee("anna"))] }).Presses('5').Rings("anna");

    [Fact]
    public void A_hash_ends_dialling()
    {
        Menu().Presses('1').Presses('#').Rings("anna");
        Menu().Presses('1').Presses('0').Presses('#').Rings("clara");
        Menu(menu => menu with { Keys = [new('#', To.Employee("boris"))] }).Presses('1').Presses('0').Presses('#')
            .Rings("clara");
    }

    [Fact]
    public void A_hash_with_nothing_dialled_is_a_key_of_the_menu() =>
        Menu(menu => menu with { Keys = [new('#', To.Employee("boris"))] }).Presses('#').Rings("boris");

    [Theory]
    [InlineData("105")] // nobody has it, and 10 was not what was dialled
    [InlineData("11")]
    [InlineData("2#")] // the beginning of 20, and no key
    [InlineData("1*")]
    [InlineData("8")]
    [InlineData("0")]
    public void What_nobody_has_is_a_wrong_key(string keys)
    {
        var story = Menu(menu => menu with { Keys = [] });
        foreach (var key in keys)
            story.Presses(key);
        story.IsAt(CallPhase.MessageGreeting);
    }

    [Fact]
    public void A_wrong_number_plays_the_menu_again_as_a_wrong_key_does_and_is_forgotten() =>
        Menu(menu => menu with { WrongKey = new(1, Small.Box) })
            .Presses('1').Presses('0').Presses('5').Did("play menu.wav").IsAt(CallPhase.MenuPrompt)
            .Presses('1').Presses('0').Presses('1').Rings("anna");

    [Fact]
    public void What_was_dialled_before_silence_is_not_dialled_after_it() =>
        Menu(menu => menu with { Keys = [], WrongKey = new(1, Small.Box) })
            .Presses('2').At(2).Did("play menu.wav").Presses('2').Presses('0').Rings("dmitri");

    [Fact]
    public void Silence_is_still_silence() => Menu().PromptEnds().At(4.999).NobodyRings().At(5).Rings("clara");

    [Fact, Trait("Spec", "X10")]
    public void The_wait_for_a_digit_is_the_menu_s_own()
    {
        var slow = (Menu menu) => menu with { DigitTimeout = Small.Seconds(3.5) };
        Menu(slow).Presses('1').At(3.499).NobodyRings().At(3.5).Rings("anna");
    }

    [Fact, Trait("Spec", "X10")]
    public void Where_it_is_not_said_nobody_can_dial() =>
        Menu(menu => menu with { DialExtensions = false }).Presses('1').Rings("anna");

    [Fact]
    public void A_key_of_the_menu_goes_before_a_number_of_one_digit()
    {
        var plan = Plan().With("clara", clara => clara with { Extension = Extension.Parse("2") });
        new Story(plan with { Departments = [] }, "boris", "clara").Calls().Presses('2').Rings("boris");
        Assert.Contains(PlanCompiler.Compile(plan).Diagnostics,
            found => found is { Code: "hidden-extension", Path: "menus.choices.keys.2" });
    }

    [Fact]
    public void A_department_is_dialled_as_an_employee_is() => Menu().Presses('2').At(1).Presses('0').Rings("dmitri");

    [Fact]
    public void An_employee_can_dial_in_the_menu_as_well() => new Story(Plan(), "boris")
        .Calls(employee: "anna").Presses('1').Presses('0').Presses('2').Rings("boris");

    [Fact]
    public void The_compiler_tells_which_keys_wait() => Assert.Equal(
        ["menus.choices.keys.1", "menus.choices.keys.2"],
        PlanCompiler.Compile(Plan()).Diagnostics.Where(found => found.Code == "key-waits").Select(found => found.Path));
}

namespace CallRouting.Host.Tests.Flows;

public sealed class CallPrinterTests
{
    private const string Caller = "+79031234567";

    [Fact]
    [Trait("Spec", "P6")]
    public async Task A_call_is_told_line_by_line_and_its_caller_is_masked()
    {
        var call = Outside("84951110001");
        call.AddDevice("ivan", 1);
        call.AddDevice("olga", 2);
        call.Offer();
        call.Happen(CallEvent.PlayEnded(call.Call.Caller, call.Tag));
        call.Happen(CallEvent.Ringing(call.Call.Leg(1)));
        call.Wait(10);
        call.Happen(CallEvent.Ringing(call.Call.Leg(3)));
        call.Wait(2);
        call.Happen(CallEvent.Answered(call.Call.Leg(3)));
        call.Happen(CallEvent.Failed(call.Call.Leg(1), Cause.NormalClearing));
        call.Happen(CallEvent.Failed(call.Call.Leg(2), Cause.NormalClearing));
        call.Wait(65);
        call.Happen(CallEvent.Cleared(call.Call.Leg(3), Cause.NormalClearing));
        call.Happen(CallEvent.Cleared(call.Call.Caller, Cause.NormalClearing));
        var lines = await call.LinesAsync();

        Assert.Equal(
            [
                "10:04:12  #3  +7903•••••67 calls main (+74951110001) by provider-a",
                "10:04:12  #3  hears welcome.wav",
                "10:04:12  #3  waits for Отдел продаж, cascading",
                "10:04:12  #3  Иван Петров (phone) rings",
                "10:04:19  #3  Иван Петров (mobile) is called",
                "10:04:19  #3  Иван Петров (phone) stops ringing",
            ],
            lines[..6]);
        Assert.Contains("10:04:24  #3  answered by Ольга Смирнова after 12 s", lines);
        Assert.Contains("10:05:29  #3  Ольга Смирнова hangs up", lines);
        Assert.Equal("10:05:29  #3  ended: Answered, talked 1 min 5 s", lines[^1]);
        Assert.DoesNotContain(lines, line => line.Contains("31234", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("the caller hangs up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_in_a_menu_presses_a_key_and_hangs_up()
    {
        var call = Outside("1110002");
        call.AddDevice("petr", 1);
        call.Offer();
        call.Happen(CallEvent.DigitPressed(call.Call.Caller, '1'));
        call.Happen(CallEvent.Failed(call.Call.Leg(1), Cause.UserBusy));
        var lines = await Ended(call);
        Assert.Contains("10:04:12  #3  chooses in the menu accounts-menu", lines);
        Assert.Contains("10:04:12  #3  the caller presses 1", lines);
        Assert.Contains("10:04:12  #3  Пётр Бухгалтер (phone) is busy", lines);
        Assert.Contains("10:04:12  #3  the caller hangs up", lines);
    }

    [Fact]
    [Trait("Spec", "P1")]
    public async Task Keys_outside_of_a_menu_are_nobodys_business()
    {
        var call = Outside("84951110001");
        call.AddDevice("ivan", 1);
        call.Offer();
        call.Happen(CallEvent.PlayEnded(call.Call.Caller, call.Tag));
        call.Happen(CallEvent.Answered(call.Call.Leg(1)));
        call.Happen(CallEvent.DigitPressed(call.Call.Caller, '7'));
        call.Happen(CallEvent.Cleared(call.Call.Leg(1), Cause.NormalClearing));
        Assert.DoesNotContain(await Ended(call), line => line.Contains("press", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mobile_is_asked_to_confirm()
    {
        var call = Outside("1110002");
        call.Offer();
        call.Happen(CallEvent.DigitPressed(call.Call.Caller, '2'));
        call.Happen(CallEvent.Answered(call.Call.Leg(1)));
        call.Happen(CallEvent.DigitPressed(call.Call.Leg(1), '1'));
        var lines = await Ended(call);
        Assert.Contains("10:04:12  #3  Ольга Смирнова (mobile) picks up and is asked to press 1", lines);
        Assert.Contains("10:04:12  #3  Ольга Смирнова (mobile) presses 1", lines);
        Assert.Contains("10:04:12  #3  answered by Ольга Смирнова after 0 s", lines);
    }

    [Theory]
    [InlineData("[red]evil[/]", "[red]evil[/]")]
    [InlineData("[[[", "[[[")]
    [InlineData("a\u001b[31mb", "a?[31mb")]
    [InlineData("line\r\nbreak", "line??break")]
    [InlineData("right\u202eleft", "right?left")]
    public async Task What_comes_from_the_wire_is_shown_and_not_obeyed(string evil, string shown)
    {
        var call = new PrintedCall(new CallOffer
        {
            Trunk = "provider-a", Called = new CalledId(evil), Caller = new CallerId(evil + "0123456789", evil),
        });
        call.Offer();
        var lines = await Ended(call);
        Assert.Contains($"{shown}, which is none of ours", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.DoesNotContain(line, sign => char.IsControl(sign) || sign == '\u202e'));
    }

    [Fact]
    public async Task A_caller_without_a_number_and_an_employee_are_named()
    {
        var hidden = new PrintedCall(new CallOffer { Trunk = "provider-a", Called = new CalledId("+74951110001") });
        hidden.Offer();
        Assert.StartsWith("10:04:12  #3  somebody who shows no number calls main",
            (await Ended(hidden))[0], StringComparison.Ordinal);

        var colleague = new PrintedCall(new CallOffer { Employee = "anna", Called = new CalledId("101") });
        colleague.AddDevice("ivan", 1);
        colleague.Offer();
        Assert.Equal("10:04:12  #3  Анна Секретарь dials 101", (await Ended(colleague))[0]);
    }

    [Fact]
    public async Task Events_of_a_call_that_is_over_print_nothing()
    {
        var call = Outside("84951110001");
        call.Offer();
        call.Happen(CallEvent.Cleared(call.Call.Caller, Cause.NormalClearing));
        call.Happen(CallEvent.Answered(call.Call.Leg(1)));
        var lines = await call.LinesAsync();
        Assert.StartsWith("10:04:12  #3  ended: Abandoned in greeting", lines[^1], StringComparison.Ordinal);
    }

    private static PrintedCall Outside(string called) => new(new CallOffer
    {
        Trunk = "provider-a", Called = new CalledId(called), Caller = new CallerId(Caller),
    });

    private static async Task<string[]> Ended(PrintedCall call)
    {
        call.Happen(CallEvent.Cleared(call.Call.Caller, Cause.NormalClearing));
        return await call.LinesAsync();
    }
}

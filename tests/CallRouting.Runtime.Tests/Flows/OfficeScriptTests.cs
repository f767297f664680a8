using CallRouting.Testing;

namespace CallRouting.Runtime.Tests;

public class OfficeScriptTests
{
    [Fact]
    [Trait("Spec", "G6")]
    public void A_script_tells_who_rings_when()
    {
        var script = new OfficeScript(Plans.Office).Register("ivan", "olga");
        script.Offer(Plans.MainNumber);
        Assert.Equal("ivan olga", script.Ringing);
        Assert.Equal("ivan olga", script.At("0:04.999").Ringing);
        Assert.Equal("ivan olga-mobile", script.At("0:05").Ringing);
        script.At("0:07").Answer("ivan");
        Assert.Equal("", script.Ringing);
        script.At("1:00.5").HangUp();
        Assert.Equal(0, script.Office.LiveCalls);
        Assert.Equal("1:00.500 complete 1.0 Answered", script.Log[^1]);
        Assert.Contains("0:05.000 ring 1.3 olga-mobile", script.Log);
        Assert.Contains("0:05.000 release 1.2 NormalClearing", script.Log);
    }

    [Fact]
    [Trait("Spec", "G26")]
    public void A_key_at_the_limit_of_a_menu_is_too_late()
    {
        var script = new OfficeScript(Plans.Office).Register("ivan").Lasts("welcome.wav", 1).Lasts("choice.wav", 2);
        script.Offer(Plans.MenuNumber);
        script.At("0:07.999");
        Assert.Equal("", script.Ringing);
        Assert.Equal("ivan olga-mobile", script.At("0:08").Ringing);
    }

    [Fact]
    [Trait("Spec", "G32")]
    public void A_message_is_as_long_as_the_caller_spoke()
    {
        var script = new OfficeScript(Plans.Office);
        script.Offer(Plans.MessageNumber);
        script.At("0:10").HangUp();
        script.At("0:11");
        Assert.Equal("0:10.000 complete 1.0 MessageLeft", script.Log[^1]);
    }

    [Fact]
    public void A_script_that_names_nobody_says_who_there_is()
    {
        var script = new OfficeScript(Plans.Office).Register("ivan");
        script.Offer(Plans.MainNumber);
        var problem = Assert.Throws<ArgumentException>(() => script.Answer("anna"));
        Assert.Contains("caller, ivan", problem.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => script.At("10"));
    }
}

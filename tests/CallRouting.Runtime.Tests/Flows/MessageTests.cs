namespace CallRouting.Runtime.Tests;

[Trait("Spec", "S9")]
[Trait("Spec", "S10")]
[Trait("Spec", "S11")]
public class MessageTests
{
    private static readonly MessageDraft Draft = new()
    {
        FullName = "Пётр Петрович Петров",
        Company = "ООО «Ромашка»",
        Phone = "8 (495) 111-00-01",
        Text = "Ждёт звонка до 18:00.\nСчёт № 12/7 — \"срочно\"",
        Addressee = "olga",
        TakenBy = "ivan",
    };

    [Fact]
    public void A_message_is_in_its_addressees_list_and_in_nobody_elses_until_it_is_read()
    {
        using var rig = new Rig().Start();
        var taken = rig.Router.TakeMessage(rig.Domain, Draft);
        Assert.Equal([taken], rig.Router.MessagesFor(rig.Domain, "olga"));
        Assert.Empty(rig.Router.MessagesFor(rig.Domain, "ivan"));
        Assert.False(rig.Router.MarkRead(rig.Domain, "ivan", taken.Number));
        Assert.Equal([taken], rig.Router.MessagesFor(rig.Domain, "olga"));
        Assert.True(rig.Router.MarkRead(rig.Domain, "olga", taken.Number));
        Assert.Empty(rig.Router.MessagesFor(rig.Domain, "olga"));
        Assert.False(rig.Router.MarkRead(rig.Domain, "olga", taken.Number));
        Modes.AssertOwnerOnly(MessageFile(rig));
    }

    [Fact]
    public void Messages_outlive_the_program_word_for_word_and_those_that_were_read_do_not_come_back()
    {
        var folder = Directory.CreateTempSubdirectory("callrouting-").FullName;
        Action<string> keep = data => Directory.CreateDirectory(data);
        using (var rig = new Rig(prepareData: keep).Start())
        {
            rig.Router.TakeMessage(rig.Domain, Draft);
            var read = rig.Router.TakeMessage(rig.Domain, Draft with { Text = "second" });
            rig.Router.MarkRead(rig.Domain, "olga", read.Number);
            File.Copy(MessageFile(rig), Path.Combine(folder, "kept"));
        }

        using var next = new Rig(prepareData: data =>
        {
            Directory.CreateDirectory(Path.Combine(data, "office"));
            // The last line was cut off by a crash.
            File.WriteAllText(Path.Combine(data, "office", "messages.jsonl"),
                File.ReadAllText(Path.Combine(folder, "kept")) + "{\"v\":1,\"message\":9,\"at\":\"20");
        }).Start();
        Assert.Equal(Draft, Assert.Single(next.Router.MessagesFor(next.Domain, "olga")).Draft);
        Assert.Equal(1, next.Log.Count("line 4 of"));
        Assert.Equal(3, next.Router.TakeMessage(next.Domain, Draft).Number);
        Assert.Equal(5, File.ReadAllLines(MessageFile(next)).Length);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(nameof(MessageDraft.FullName), "")]
    [InlineData(nameof(MessageDraft.Company), " \t")]
    [InlineData(nameof(MessageDraft.Phone), null)]
    [InlineData(nameof(MessageDraft.Phone), "перезвоню сам")]
    [InlineData(nameof(MessageDraft.Text), "\n")]
    [InlineData(nameof(MessageDraft.Addressee), "")]
    [InlineData(nameof(MessageDraft.Addressee), "olgа")]
    public void A_field_that_is_missing_or_wrong_is_named_with_what_to_do(string field, string? value)
    {
        using var rig = new Rig().Start();
        var draft = field switch
        {
            nameof(MessageDraft.FullName) => Draft with { FullName = value! },
            nameof(MessageDraft.Company) => Draft with { Company = value! },
            nameof(MessageDraft.Phone) => Draft with { Phone = value! },
            nameof(MessageDraft.Text) => Draft with { Text = value! },
            _ => Draft with { Addressee = value! },
        };
        var refused = Assert.Throws<MessageException>(() => rig.Router.TakeMessage(rig.Domain, draft));
        var problem = Assert.Single(refused.Problems);
        Assert.Equal(field, problem.Field);
        Assert.True(problem.Message.Length > 20, problem.Message);
        Assert.Contains(problem.ToString(), refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(MessageFile(rig)));
    }

    [Fact]
    public void All_faults_are_said_at_once()
    {
        var empty = new MessageDraft { FullName = "", Company = "", Phone = "", Text = "", Addressee = "" };
        Assert.Equal(["FullName", "Company", "Phone", "Text", "Addressee"],
            empty.Check(Plans.Office).Select(problem => problem.Field));
        Assert.Empty(Draft.Check(Plans.Office));
        Assert.Equal("FullName", Assert.Single((Draft with { FullName = "\ud83d" }).Check(Plans.Office)).Field);
        Assert.Empty((Draft with { FullName = "\ud83d\ude00" }).Check(Plans.Office));
        Assert.Empty((Draft with { Phone = "102" }).Check(Plans.Office));
    }

    [Fact]
    public void What_is_too_long_is_refused_and_never_cut_off()
    {
        using var rig = new Rig().Start();
        var longest = Draft with { Text = new string('ж', MessageDraft.LongestText) };
        Assert.Equal(longest, rig.Router.TakeMessage(rig.Domain, longest).Draft);
        var refused = Assert.Throws<MessageException>(() =>
            rig.Router.TakeMessage(rig.Domain, longest with { Text = longest.Text + "." }));
        Assert.Contains("10001 characters", refused.Message, StringComparison.Ordinal);
        Assert.Equal(longest, Assert.Single(rig.Router.MessagesFor(rig.Domain, "olga")).Draft);
    }

    [Fact]
    public void A_message_that_cannot_be_stored_is_not_taken()
    {
        using var rig = new Rig(prepareData: data =>
        {
            Directory.CreateDirectory(data);
            File.WriteAllText(Path.Combine(data, "office"), "in the way");
        }).Start();
        var problem = Assert.Throws<MessageStoreException>(() => rig.Router.TakeMessage(rig.Domain, Draft));
        Assert.Contains("messages.jsonl", problem.Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(rig.Data, "office"));
        Assert.Empty(rig.Router.MessagesFor(rig.Domain, "olga"));
        Assert.Equal(1, rig.Router.TakeMessage(rig.Domain, Draft).Number);
    }

    [Fact]
    public void The_addressee_is_told_and_nothing_personal_is_in_the_log()
    {
        var told = new Told();
        using var rig = new Rig(observer: told).Start();
        var message = rig.Router.TakeMessage(rig.Domain, Draft);
        Assert.Equal([message], told.Messages);
        Assert.Equal(1, rig.Log.Count("message 1 is taken for olga"));
        Assert.Equal(0, rig.Log.Count("Петров"));
        Assert.DoesNotContain("Петров", message.ToString(), StringComparison.Ordinal);
    }

    private static string MessageFile(Rig rig) => Path.Combine(rig.Data, "office", "messages.jsonl");

    private sealed class Told : ICallObserver
    {
        public List<TakenMessage> Messages { get; } = [];

        public void OnMessageTaken(DomainId domain, TakenMessage message) => Messages.Add(message);
    }
}

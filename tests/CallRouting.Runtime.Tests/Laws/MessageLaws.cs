using CallRouting.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Runtime.Tests;

public class MessageLaws
{
    /// <summary>Whatever is accepted comes back word for word after a restart, and what is not accepted is not
    /// there.</summary>
    [Property(MaxTest = 100)]
    [Trait("Spec", "S9")]
    public void What_is_taken_is_kept_word_for_word(NonNull<string>[] fields)
    {
        var folder = Directory.CreateTempSubdirectory("callrouting-").FullName;
        try
        {
            var file = Path.Combine(folder, "messages.jsonl");
            var log = new LogLines();
            var accepted = new List<MessageDraft>();
            foreach (var chunk in fields.Select(field => field.Get).Chunk(3).Where(chunk => chunk.Length == 3))
            {
                var draft = new MessageDraft
                {
                    FullName = chunk[0], Company = chunk[1], Text = chunk[2], Phone = "+74951110001", Addressee = "ivan",
                };
                if (draft.Check(Plans.Office).Count > 0)
                    continue;
                new TakenMessages("office", file, log).Take(draft, new VirtualTime().Now);
                accepted.Add(draft);
            }

            var kept = new TakenMessages("office", file, log).For("ivan");
            Assert.Equal(accepted, kept.Select(message => message.Draft));
            Assert.Equal(Enumerable.Range(1, accepted.Count), kept.Select(message => (int)message.Number));
            Assert.Empty(log.All);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

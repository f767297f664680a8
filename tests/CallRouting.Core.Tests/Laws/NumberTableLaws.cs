using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Tests;

public class NumberTableLaws
{
    private static Gen<PhoneNumber> Numbers(int least, int most) =>
        from length in Gen.Choose(least, most)
        from digits in Gen.Elements('1', '2', '9').ListOf(length)
        select PhoneNumber.Parse("+" + string.Concat(digits));

    private sealed record Blocks(
        List<PhoneNumber> Exact, List<(PhoneNumber Prefix, int Total)> Ranges, List<PhoneNumber> Asked);

    private static readonly Gen<Blocks> Tables =
        from exact in Numbers(1, 6).ListOf()
        from ranges in (from prefix in Numbers(1, 4) from more in Gen.Choose(1, 3)
                        select (prefix, prefix.DigitCount + more)).ListOf()
        from asked in Numbers(1, 7).ListOf(30)
        select new Blocks([.. exact], [.. ranges], [.. asked, .. exact]);

    [Property(MaxTest = 3_000)]
    public Property It_finds_what_a_dictionary_and_a_list_of_blocks_find() =>
        Prop.ForAll(Tables.ToArbitrary(), blocks =>
        {
            NumberTable table = NumberTable.Build(
                [.. blocks.Exact.Select((number, i) => (number, i))],
                [.. blocks.Ranges.Select((range, i) => (range.Prefix, range.Total, 1000 + i))],
                out List<NumberTableFinding> findings);
            var exact = new Dictionary<PhoneNumber, int>();
            int duplicates = 0;
            for (int i = 0; i < blocks.Exact.Count; i++)
                duplicates += exact.TryAdd(blocks.Exact[i], i) ? 0 : 1;
            duplicates += blocks.Ranges.Count - blocks.Ranges.Distinct().Count();
            Assert.Equal(duplicates, findings.Count);
            foreach (PhoneNumber number in blocks.Asked)
                Assert.Equal(exact.TryGetValue(number, out int value) ? value : Block(blocks, number),
                    table.Find(number));
        });

    private static int Block(Blocks blocks, PhoneNumber number) =>
        blocks.Ranges.Select((range, i) => (range, i))
            .Where(entry => entry.range.Total == number.DigitCount && number.StartsWith(entry.range.Prefix))
            .OrderByDescending(entry => entry.range.Prefix.DigitCount).ThenBy(entry => entry.i)
            .Select(entry => 1000 + entry.i).FirstOrDefault(-1);
}

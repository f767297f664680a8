namespace CallRouting.Tests;

public class NumberTableTests
{
    private static PhoneNumber N(string text) => PhoneNumber.Parse(text);

    [Fact]
    public void An_exact_number_wins_over_blocks_and_a_longer_prefix_over_a_shorter()
    {
        NumberTable table = NumberTable.Build(
            [(N("+74951110001"), 1)],
            [(N("+7495"), 11, 2), (N("+7495111"), 11, 3), (N("+7495111"), 12, 4)],
            out List<NumberTableFinding> findings);
        Assert.Empty(findings);
        Assert.Equal(1, table.Find(N("+74951110001")));
        Assert.Equal(3, table.Find(N("+74951110002")));
        Assert.Equal(2, table.Find(N("+74951120002")));
        Assert.Equal(4, table.Find(N("+749511100021")));
        Assert.Equal(-1, table.Find(N("+7495111")));
        Assert.Equal(-1, table.Find(N("+7495111000")));
        Assert.Equal(-1, table.Find(N("+74961110001")));
        Assert.Equal(-1, table.Find(default));
    }

    [Fact]
    public void An_empty_table_finds_nothing() =>
        Assert.Equal(-1, NumberTable.Build([], [], out _).Find(N("+74951110001")));

    [Fact]
    public void Duplicates_and_unusable_entries_are_told_and_the_first_stays()
    {
        NumberTable table = NumberTable.Build(
            [(N("+71"), 5), (N("+71"), 6), (default, 7), (N("+72"), -1)],
            [(N("+73"), 4, 8), (N("+73"), 4, 9), (N("+74"), 2, 1), (N("+74"), 16, 1), (default, 5, 1)],
            out List<NumberTableFinding> findings);
        Assert.Equal(
            [
                new(NumberTableFindingKind.Duplicate, 1, false, 5),
                new(NumberTableFindingKind.Unusable, 2, false, -1),
                new(NumberTableFindingKind.Unusable, 3, false, -1),
                new(NumberTableFindingKind.Duplicate, 1, true, 8),
                new(NumberTableFindingKind.Unusable, 2, true, -1),
                new(NumberTableFindingKind.Unusable, 3, true, -1),
                new(NumberTableFindingKind.Unusable, 4, true, -1),
            ],
            findings);
        Assert.Equal(5, table.Find(N("+71")));
        Assert.Equal(8, table.Find(N("+7312")));
    }

    [Fact]
    public void A_million_numbers_are_all_found_and_their_neighbours_are_not()
    {
        var random = new Random(20261);
        var numbers = new HashSet<ulong>();
        while (numbers.Count < 1_000_000)
            numbers.Add(Key(70_000_000_000 + random.NextInt64(10_000_000_000)));
        (PhoneNumber Number, int Value)[] entries =
            [.. numbers.Select((key, index) => (new PhoneNumber(key), index))];
        NumberTable table = NumberTable.Build(entries, [], out List<NumberTableFinding> findings);
        Assert.Empty(findings);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int missed = 0, wrong = 0;
        foreach ((PhoneNumber number, int value) in entries)
        {
            missed += table.Find(number) == value ? 0 : 1;
            var neighbour = new PhoneNumber(number.Key ^ 0x10);
            wrong += table.Find(neighbour) >= 0 == numbers.Contains(neighbour.Key) ? 0 : 1;
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal((0, 0), (missed, wrong));
    }

    private static ulong Key(long digits)
    {
        ulong key = 0;
        for (int place = 0; digits > 0; place += 4, digits /= 10)
            key |= ((ulong)(digits % 10) + 1) << place;
        return key;
    }
}

namespace CallRouting.Tests;

public class EquatableListTests
{
    private sealed record Holder(string Name, EquatableList<int> Values);

    [Fact]
    public void Records_that_hold_equal_lists_are_equal_and_hash_alike()
    {
        var one = new Holder("a", [1, 2, 3]);
        var same = new Holder("a", EquatableList.From(Enumerable.Range(1, 3)));
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, one with { Values = [3, 2, 1] });
        Assert.NotEqual(one, one with { Values = [1, 2] });
    }

    [Fact]
    public void The_default_list_is_the_empty_list()
    {
        EquatableList<string> none = default;
        Assert.True(none.IsEmpty);
        Assert.Equal([], none);
        Assert.True(none == EquatableList.Create<string>([]));
        Assert.Equal(none.GetHashCode(), EquatableList.Create<string>([]).GetHashCode());
        Assert.Throws<ArgumentOutOfRangeException>(() => none[0]);
        Assert.Equal("[]", none.ToString());
    }

    [Fact]
    public void A_list_does_not_change_with_the_array_it_was_made_from()
    {
        int[] source = [1, 2];
        var list = EquatableList.From(source);
        source[0] = 9;
        Assert.Equal(1, list[0]);
        Assert.Equal("[1, 2]", list.ToString());
    }
}

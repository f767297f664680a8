namespace CallRouting.Tests;

public class NumberDataTests
{
    [Fact, Trait("Spec", "O10")]
    public void Every_row_with_an_intended_number_comes_out_as_that_number_and_no_other_row_as_any()
    {
        var wrong = new List<string>();
        var rules = new Dictionary<string, NumberRules>();
        IReadOnlyList<NumberTestData.Row> rows = NumberTestData.Rows();
        foreach (NumberTestData.Row row in rows)
        {
            if (!rules.TryGetValue(row.Country, out NumberRules? of))
                rules.Add(row.Country, of = NumberTestData.Rules(row.Country));
            NormalisedNumber found = of.Normalise(row.Raw);
            if (found.Number.ToString() != row.Intended)
                wrong.Add($"{row.Country} {row.Category} \"{row.Raw}\": {found.Kind} {found} by {found.Rule}");
        }
        Assert.True(rows.Count > 400);
        Assert.Empty(wrong);
    }

    [Fact, Trait("Spec", "O10")]
    public void Local_rows_become_numbers_once_the_trunk_knows_its_area()
    {
        NumberRules moscow = NumberTestData.Rules("RU", "495"), petersburg = NumberTestData.Rules("RU", "812");
        foreach (NumberTestData.Row row in NumberTestData.Rows().Where(row => row.Category == "ru-7digit-local"))
        {
            Assert.Equal("+7495" + row.Raw, moscow.Normalise(row.Raw).ToString());
            Assert.Equal("+7812" + row.Raw, petersburg.Normalise(row.Raw).ToString());
        }
    }
}

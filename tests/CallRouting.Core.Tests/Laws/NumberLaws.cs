using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CallRouting.Tests;

public class NumberLaws
{
    private static readonly (NumberRules Rules, string Name)[] Trunks =
    [
        (NumberRules.International, "none"),
        .. CallingCodes.All.Select(country => (NumberTestData.Rules(country.Iso), country.Iso)),
        (NumberTestData.Rules("RU", "495"), "RU 495"),
        (NumberTestData.Rules("RU", "48439"), "RU 48439"),
        (NumberTestData.Rules("DE", "30"), "DE 30"),
        (NumberTestData.Rules("US", "212"), "US 212"),
        (NumberTestData.Rules("GB", "20"), "GB 20"),
        (NumberTestData.Rules("RU", "495", new RewriteRule("8XXXXXXXXXX", 1, "+7")), "RU with a rule"),
    ];

    private static readonly string[] Pieces =
    [
        "+", "8", "7", "0", "00", "810", "8~10", "011", "9", "1", "15", "495", "84", "380", "998", "44", "(0)", " ",
        "-", "(", ")", ".", "\u00A0", "７", "tel:", "sip:", "@host", ";ext=204", ";phone-context=+7495", "x204",
        " ext. 5", "доб. 7", ",", "*", "#", "s", "info", "\uD83D", "\u0661", "%2B", "\0", "\n",
    ];

    private static readonly Gen<string> Digits =
        Gen.Choose(0, 18).SelectMany(n => Gen.Choose(0, 9).ListOf(n)).Select(digits => string.Concat(digits));

    private static readonly Gen<string> Texts =
        Gen.OneOf(
            Digits,
            from head in Gen.Elements("+84", "+840", "+780", "+88", "+44", "+440", "00", "810", "98", "+39", "+52", "8")
            from digits in Digits
            select head + digits,
            Gen.OneOf(Gen.Elements(Pieces), Digits).ListOf().Select(parts => string.Concat(parts)),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    private static readonly Gen<(int Trunk, string Text, TypeOfNumber Type)> Received =
        from trunk in Gen.OneOf(Gen.Choose(0, Trunks.Length - 1), Gen.Choose(Trunks.Length - 6, Trunks.Length - 1))
        from text in Texts
        from type in Gen.Choose(0, 7)
        select (trunk, text, (TypeOfNumber)type);

    [Property(MaxTest = 20_000), Trait("Spec", "O10")]
    public Property Normalising_what_was_normalised_changes_nothing() =>
        Prop.ForAll(Received.ToArbitrary(), received =>
        {
            NumberRules rules = Trunks[received.Trunk].Rules;
            foreach (TypeOfNumber type in new[] { TypeOfNumber.Unknown, received.Type })
            {
                NormalisedNumber once = rules.Normalise(received.Text, type);
                if (once.Kind is NormalisedKind.Absent or NormalisedKind.Name)
                    continue;
                NormalisedNumber twice = rules.Normalise(once.ToString(), type);
                Assert.Equal((once.Kind, once.Number, once.Digits), (twice.Kind, twice.Number, twice.Digits));
            }
        });

    [Property(MaxTest = 20_000), Trait("Spec", "O10")]
    public Property A_result_is_a_possible_number_or_the_very_digits_or_nothing() =>
        Prop.ForAll(Received.ToArbitrary(), received =>
        {
            NormalisedNumber found = Trunks[received.Trunk].Rules.Normalise(received.Text, received.Type);
            Assert.Equal(found.Kind == NormalisedKind.E164, !found.Number.IsNone);
            Assert.Equal(found.Kind == NormalisedKind.Digits, !found.Digits.IsNone);
            if (found.Kind == NormalisedKind.E164)
                Assert.Equal(found.Number, NumberRules.International.Normalise(found.ToString()).Number);
            if (found.Kind == NormalisedKind.Digits && received.Text.All(char.IsAsciiDigit))
                Assert.Equal(received.Text, found.ToString());
        });

    [Property(MaxTest = 2_000), Trait("Spec", "O10")]
    public Property All_ways_to_write_a_subscriber_are_one_number() =>
        Prop.ForAll(Gen.Choose(1_000_000, 9_999_999).ToArbitrary(), subscriber =>
        {
            string local = subscriber.ToString(CultureInfo.InvariantCulture);
            string grouped = $"{local[..3]}-{local[3..5]}-{local[5..]}";
            string[] forms =
            [
                $"+7495{local}", $"8495{local}", $"7495{local}", $"495{local}", local, $"8107495{local}",
                $"8~10 7 495 {grouped}", $"007495{local}", $"98495{local}", $"97495{local}", $"+8495{local}",
                $"8 (495) {grouped} ext. 12", $"tel:+7-495-{grouped}", $"sip:8495{local}@host",
            ];
            NumberRules rules = Trunks.Single(trunk => trunk.Name == "RU 495").Rules;
            PhoneNumber number = PhoneNumber.Parse($"+7495{local}");
            Assert.All(forms, form => Assert.Equal(number, rules.Normalise(form).Number));
        });

    [Property(MaxTest = 2_000)]
    public Property A_phone_number_round_trips_through_its_text() =>
        Prop.ForAll(Digits.Where(digits => digits.Length is > 0 and < 16 && digits[0] != '0').ToArbitrary(), digits =>
        {
            PhoneNumber number = PhoneNumber.Parse("+" + digits);
            Assert.Equal("+" + digits, number.ToString());
            Assert.Equal(number, PhoneNumber.Parse(number.ToString()));
            Assert.Equal(digits, Extension.Parse(digits).ToString());
            string masked = number.Masked();
            Assert.Equal(digits.Length + 1, masked.Length);
            Assert.True(masked.Count(c => c == '•') >= Math.Min(4, digits.Length));
        });

    [Fact, Trait("Spec", "O17")]
    public void Text_of_any_length_is_read_without_an_exception()
    {
        foreach ((NumberRules rules, _) in Trunks[^6..])
            foreach (string piece in Pieces.Concat(["12", "+7495", "0 "]))
                for (int times = 1; times < 5_000; times = times * 3 + 1)
                    rules.Normalise(string.Concat(Enumerable.Repeat(piece, times)));
    }

    [Fact, Trait("Spec", "O10")]
    public void Normalising_allocates_nothing()
    {
        string[] texts =
        [
            "+74951110001", "84951110001", "1110001", "8~10 7 (495) 111-00-01", "tel:1110001;phone-context=+7495",
            "sip:info@company.ru", "anonymous", "380441234567", "984951110001", "12345678901234567890", "101",
            "８４９５１１１０００１", "84951110001 доб. 204", "011 15-2345-6789",
        ];
        NormaliseAll(texts, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        NormaliseAll(texts, 20);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void NormaliseAll(string[] texts, int times)
    {
        foreach ((NumberRules rules, _) in Trunks)
            for (int i = 0; i < times; i++)
                foreach (string text in texts)
                    rules.Normalise(text, (TypeOfNumber)(i % 5));
    }
}

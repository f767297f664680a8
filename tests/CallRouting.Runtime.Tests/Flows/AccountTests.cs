namespace CallRouting.Runtime.Tests;

public sealed class AccountTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("callrouting-").FullName;

    private string AccountsFile => Path.Combine(_folder, "office", "accounts.json");

    [Fact]
    [Trait("Spec", "G5")]
    public void Everybody_gets_an_account_and_the_password_is_told_once()
    {
        var store = AccountStore.Open(AccountsFile, "office.example");
        var made = store.CreateMissing(Plans.Office);
        Assert.Equal(["ivan", "olga", "provider-line"], made.Select(account => account.Login));
        Assert.Equal(3, made.Select(account => account.Password).Distinct().Count());
        Assert.All(made, account => Assert.True(store.IsPassword(account.Login, account.Password)));
        Assert.Empty(store.CreateMissing(Plans.Office));
        Assert.Equal(AccountKind.Trunk, store.Accounts.Single(account => account.Login == "provider-line").Kind);
    }

    [Fact]
    [Trait("Spec", "G5")]
    public void Who_has_an_address_is_to_be_invited_once_and_everybody_else_is_shown()
    {
        var plan = PlanCompiler.Compile(Plans.Model with
        {
            Employees = [Plans.Model.Employees[0], Plans.Model.Employees[1] with { Email = "olga@example.com" }],
        }).GetPlan();
        var store = AccountStore.Open(AccountsFile, "office.example");
        Assert.Equal([null, "olga@example.com", null], store.CreateMissing(plan).Select(account => account.Email));
        Assert.Empty(store.CreateMissing(plan));
    }

    [Fact]
    [Trait("Spec", "G4")]
    public void The_login_and_the_internal_number_work_with_one_password()
    {
        var store = AccountStore.Open(AccountsFile, "office.example");
        store.SetPassword("ivan", "correct horse", Extension.Parse("101"));
        // From md5sum and sha256sum of ivan:office.example:correct horse, and of the same with 101.
        (string Username, string Md5, string Sha256)[] expected =
        [
            ("ivan", "2cd04b3477677a778f9f6e7d6033a5ac",
                "67d490b36d11b494023cd1a91ac92e4c1a0847181fc3b63b562efd19195b00d2"),
            ("101", "275bdb6c70de646609864b26c017cb29",
                "c44a94e2a5189b37d32c3b90b030d83f6593dae27986760f4c6bd8d76d1f8758"),
        ];
        foreach (var (username, md5, sha256) in expected)
        {
            Assert.True(store.TryFind(username, out var account, out var digest));
            Assert.Equal("ivan", account.Login);
            Assert.Equal(new DigestSecret(md5, sha256), digest);
            Assert.True(store.IsPassword(username, "correct horse"));
            Assert.False(store.IsPassword(username, "Correct horse"));
        }

        Assert.False(store.TryFind("olga", out _, out _));
        Assert.False(store.IsPassword("olga", "nobody"));
    }

    [Fact]
    [Trait("Spec", "G5")]
    public void No_password_is_in_the_file_or_in_the_text_of_a_new_account()
    {
        var made = AccountStore.Open(AccountsFile, "office.example").CreateMissing(Plans.Office);
        var text = File.ReadAllText(AccountsFile);
        Assert.All(made, account => Assert.DoesNotContain(account.Password, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(made, account =>
            Assert.DoesNotContain(account.Password, account.ToString(), StringComparison.Ordinal));
        Modes.AssertOwnerOnly(AccountsFile);
    }

    [Fact]
    public void Accounts_outlive_the_program()
    {
        var made = AccountStore.Open(AccountsFile, "office.example").CreateMissing(Plans.Office);
        var store = AccountStore.Open(AccountsFile, "office.example");
        Assert.True(store.TryFind("101", out var account, out _));
        Assert.True(store.IsPassword("ivan", made[0].Password));
        Assert.Equal(AccountKind.Employee, account.Kind);
        store.SetPassword("ivan", "another password");
        Assert.False(AccountStore.Open(AccountsFile, "office.example").IsPassword("ivan", made[0].Password));
        Assert.True(store.Remove("ivan"));
        Assert.False(AccountStore.Open(AccountsFile, "office.example").TryFind("ivan", out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"version\":1,\"realm\":\"office.example\"}")]
    [InlineData("{\"version\":2,\"realm\":\"office.example\",\"accounts\":[]}")]
    [InlineData("{\"version\":1,\"realm\":\"office.example\",\"accounts\":[null]}")]
    [InlineData("{\"version\":1,\"realm\":\"office.example\",\"accounts\":[{\"login\":\"a\",\"kind\":\"employee\"," +
        "\"digests\":{\"a\":{\"md5\":\"x\",\"sha256\":\"y\"}},\"webPassword\":\"\"}]}")]
    [InlineData("{\"version\":1,\"realm\":\"office.example\",\"accounts\":[],\"unknown\":1}")]
    public void A_damaged_file_says_where_and_is_left_as_it_is(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(AccountsFile)!);
        File.WriteAllText(AccountsFile, text);
        var problem = Assert.Throws<AccountFileException>(() => AccountStore.Open(AccountsFile, "office.example"));
        Assert.Contains(AccountsFile, problem.Message, StringComparison.Ordinal);
        Assert.Contains("is damaged", problem.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(AccountsFile));
    }

    [Fact]
    public void A_file_cut_off_in_the_middle_says_the_line()
    {
        AccountStore.Open(AccountsFile, "office.example").CreateMissing(Plans.Office);
        var text = File.ReadAllText(AccountsFile);
        File.WriteAllText(AccountsFile, text[..(text.Length / 2)]);
        var problem = Assert.Throws<AccountFileException>(() => AccountStore.Open(AccountsFile, "office.example"));
        Assert.Matches("line [0-9]+, byte", problem.Message);
    }

    [Fact]
    public void Another_realm_is_refused_because_its_digests_are_of_no_use()
    {
        AccountStore.Open(AccountsFile, "office.example").SetPassword("ivan", "correct horse");
        var problem = Assert.Throws<AccountFileException>(() => AccountStore.Open(AccountsFile, "other.example"));
        Assert.Contains("for the realm \"office.example\"", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_file_cannot_be_written_the_accounts_stay_as_they_were()
    {
        Directory.CreateDirectory(_folder);
        var store = AccountStore.Open(AccountsFile, "office.example");
        File.WriteAllText(Path.Combine(_folder, "office"), "in the way");
        Assert.Throws<AccountFileException>(() => store.SetPassword("ivan", "correct horse"));
        Assert.Throws<AccountFileException>(() => store.CreateMissing(Plans.Office));
        Assert.Empty(store.Accounts);
    }

    [Fact]
    public void Two_accounts_never_share_a_user_name()
    {
        var store = AccountStore.Open(AccountsFile, "office.example");
        store.SetPassword("ivan", "correct horse", Extension.Parse("101"));
        Assert.Throws<ArgumentException>(() => store.SetPassword("101", "correct horse"));
        Assert.Throws<ArgumentException>(() => store.SetPassword("olga", "correct horse", Extension.Parse("101")));
        Assert.Throws<ArgumentException>(() => store.SetPassword("olga", "short"));
        Assert.Throws<ArgumentException>(() => store.SetPassword("ol:ga", "correct horse"));
        Assert.Single(store.Accounts);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

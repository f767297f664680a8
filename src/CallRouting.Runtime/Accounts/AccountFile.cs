using System.Text.Json;

namespace CallRouting.Runtime;

/// <summary>The accounts file as text: read whole and strictly, replaced whole.</summary>
internal static class AccountFile
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase, false) },
    };

    /// <summary>Reads a file; one that is not there holds no accounts.</summary>
    /// <exception cref="AccountFileException">It is damaged, for another realm, or cannot be read.</exception>
    public static IReadOnlyList<Account> Read(string path, string realm)
    {
        byte[] octets;
        try
        {
            if (!File.Exists(path) && !Directory.Exists(path))
                return [];
            octets = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new AccountFileException($"The accounts file {path} cannot be read: {problem.Message}", problem);
        }

        try
        {
            var content = JsonSerializer.Deserialize<Content>(octets, Json) ?? throw Damaged(path, "it holds nothing");
            Check(path, content, realm);
            return content.Accounts;
        }
        catch (JsonException problem)
        {
            var where = problem.LineNumber is { } line ?
                $"line {line + 1}, byte {problem.BytePositionInLine + 1}: " : "";
            throw Damaged(path, where + problem.Message, problem);
        }
    }

    /// <summary>Replaces the file in one step: it always is the old or the new one, and only its owner may read
    /// it.</summary>
    /// <exception cref="AccountFileException">It cannot be written; the old one stands.</exception>
    public static void Write(string path, string realm, IReadOnlyList<Account> accounts)
    {
        var temporary = path + ".new";
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            // A left-over of a crash might have other rights.
            File.Delete(temporary);
            using (var file = new FileStream(temporary, PrivateFiles.Options(FileMode.CreateNew)))
            {
                var content = new Content { Version = Version, Realm = realm, Accounts = accounts };
                JsonSerializer.Serialize(file, content, Json);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new AccountFileException(
                $"The accounts file {path} cannot be written: {problem.Message}. The accounts stay as they were.",
                problem);
        }
    }

    private static void Check(string path, Content content, string realm)
    {
        if (content.Version != Version)
            throw Damaged(path, $"its version is {content.Version}, this program knows {Version}");
        if (content.Realm != realm)
            throw new AccountFileException($"The accounts file {path} is for the realm \"{content.Realm}\", not for " +
                $"\"{realm}\": its passwords are of no use. Set the realm back, or move the file away to start with " +
                "new passwords.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < content.Accounts.Count; i++)
        {
            // What stands in lists and maps may be null whatever their types say.
            if (content.Accounts[i] is not { Login.Length: > 0 } account)
                throw Damaged(path, $"account {i + 1} has no login");
            foreach (var (username, digests) in account.Digests)
            {
                if (!names.Add(username))
                    throw Damaged(path, $"user name \"{username}\" stands twice");
                if (digests is null || !IsHex(digests.Md5, 32) || !IsHex(digests.Sha256, 64))
                    throw Damaged(path, $"the digests of \"{username}\" are not 32 and 64 hexadecimal digits");
            }
        }
    }

    private static bool IsHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);

    private static AccountFileException Damaged(string path, string what, Exception? inner = null) => new(
        $"The accounts file {path} is damaged: {what}. It was left as it is. Put a copy back, or move it away to " +
        "start with new passwords.", inner);

    private sealed record Content
    {
        public required int Version { get; init; }
        public required string Realm { get; init; }
        public required IReadOnlyList<Account> Accounts { get; init; }
    }
}

using Npgsql;
using PagoDigitale.Core.Text;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>
/// What the database stores to be looked for and what the application looks for are written by two hands: they may not differ in a letter.
/// </summary>
public sealed class SearchTextTests : IAsyncLifetime
{
    private const int Texts = 20_000;

    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_connectionString);

    [Fact]
    public async Task The_database_and_the_application_make_the_same_of_every_text()
    {
        var changed = SearchText.Changed.ToArray();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var texts = new List<string>(changed.Select(c => $"{c}")) { "", " ", "  '  ", "😀 é" };
        for (var i = 0; i < Texts; i++)
            texts.Add(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Character(random, changed))));

        var stored = await StoredAsync(texts);

        texts
            .Zip(stored)
            .Where(p => SearchText.Normalize(p.First) != p.Second)
            .Select(p => $"'{p.First}' is '{p.Second}', not '{SearchText.Normalize(p.First)}'")
            .Take(5)
            .ShouldBeEmpty($"seed {seed}");
    }

    [Theory]
    [InlineData("D’Alò Niccolò", "dalo niccolo")]
    [InlineData("D'ALO' NICCOLO'", "dalo niccolo")]
    [InlineData("  Dell´Àquila   Rosa ", "dellaquila rosa")]
    [InlineData("Müller Jürgen", "muller jurgen")]
    [InlineData("Mu\u0308ller", "muller")]
    [InlineData("STRAẞE Œuvre Łódź", "strasse oeuvre lodz")]
    public void Letters_are_what_is_left(string text, string expected) => SearchText.Normalize(text).ShouldBe(expected);

    private static char Character(Random random, char[] changed) =>
        random.Next(8) switch
        {
            0 or 1 => (char)random.Next('a', 'z' + 1),
            2 => (char)random.Next('A', 'Z' + 1),
            3 => " '’-.\t5 "[random.Next(8)],
            4 or 5 => changed[random.Next(changed.Length)],
            // Whatever there is below the surrogates, NUL apart, which no text of ours can hold.
            _ => (char)random.Next(1, 0xD800),
        };

    private async Task<List<string>> StoredAsync(List<string> texts)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(
            "SELECT search_text(t) FROM unnest($1::text[]) WITH ORDINALITY AS x(t, i) ORDER BY i"
        );
        command.Parameters.Add(new() { Value = texts.ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        var stored = new List<string>();
        while (await reader.ReadAsync())
            stored.Add(reader.GetString(0));
        return stored;
    }
}

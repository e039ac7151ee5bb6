using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>The remittance text of one transfer and that of the transfers of a set are the same, to the last letter that fits.</summary>
public sealed class RemittanceTextTests : IAsyncLifetime
{
    private const int Seed = 20260615;
    private const int CasesCount = 2_000;

    private static readonly string[] Letters = ["a", "è", "€", " ", "/", "'", "漢", "😀", "𝒳", "e\u0301"];

    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_connectionString);

    [Fact]
    public async Task One_and_sets_have_the_same_text()
    {
        var random = new Random(Seed);
        var cases = Enumerable
            .Range(0, CasesCount)
            .Select(_ =>
                (
                    Iuv: string.Concat(Enumerable.Range(0, random.Next(2) == 0 ? 15 : 17).Select(_ => random.Next(10))),
                    Cents: random.NextInt64(1, random.Next(2) == 0 ? 200 : 99_999_999_999),
                    Description: string.Concat(Enumerable.Range(0, random.Next(1, 141)).Select(_ => Letters[random.Next(Letters.Length)]))
                )
            )
            .ToList();
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            SELECT {RemittanceText.Sql("iuv", "cents", "description")}
            FROM unnest($1::text[], $2::bigint[], $3::text[]) WITH ORDINALITY AS c(iuv, cents, description, n) ORDER BY n
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = cases.Select(c => c.Iuv).ToArray() },
                new() { Value = cases.Select(c => c.Cents).ToArray() },
                new() { Value = cases.Select(c => c.Description).ToArray() },
            },
        };
        var texts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0));
        texts.Count.ShouldBe(CasesCount);
        texts.ShouldContain(t => t.EnumerateRunes().Count() == 140, $"seed {Seed}");
        foreach (var (one, text) in cases.Zip(texts))
            RemittanceText.For(one.Iuv, one.Cents, one.Description).ShouldBe(text, $"seed {Seed}");
    }
}

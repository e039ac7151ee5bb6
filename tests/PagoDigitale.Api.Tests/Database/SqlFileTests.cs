using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Npgsql;
using PagoDigitale.Platform.Database;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>
/// The SQL that stands in files: the migrated schema prepares every statement with all its parts, so a column that was renamed, or a
/// part that does not fit, is found before anybody sends it.
/// </summary>
public sealed partial class SqlFileTests : IAsyncLifetime
{
    private static readonly Assembly[] _assemblies = [typeof(ApiHost).Assembly, typeof(SqlText).Assembly];
    private static readonly SqlText[] _texts = [.. _assemblies.SelectMany(a => a.GetTypes()).SelectMany(TextsOf).Distinct()];

    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_connectionString);

    [Fact]
    public async Task The_schema_takes_every_statement()
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var connection = await source.OpenConnectionAsync();
        var refused = new List<string>();
        foreach (var text in _texts.Where(t => t.IsWhole))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            try
            {
                await PrepareAsync(connection, text);
            }
            catch (PostgresException error)
            {
                refused.Add($"{text.Resource}: {error.MessageText} {error.Hint} at {Around(text, error.Position)}");
            }
        }

        refused.ShouldBeEmpty();
        _texts.Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Every_file_is_sent()
    {
        var files = _assemblies.SelectMany(a => a.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)));
        var sent = _texts.Where(t => t.IsWhole).SelectMany(WithParts).Select(t => t.Resource).ToHashSet();

        files.Where(f => !f.Contains(".Migrations.", StringComparison.Ordinal) && !sent.Contains(f)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_part_is_of_a_statement_that_is_prepared()
    {
        var prepared = _texts.Where(t => t.IsWhole).SelectMany(WithParts).ToHashSet();

        _texts.Where(t => !prepared.Contains(t)).Select(t => t.Resource).ShouldBeEmpty();
    }

    /// <summary>Parsed with the types of its parameters, and not run.</summary>
    private static async Task PrepareAsync(NpgsqlConnection connection, SqlText text)
    {
        foreach (Match table in TemporaryTable().Matches(text))
        {
            await using var create = new NpgsqlCommand($"CREATE TEMPORARY TABLE {table.Groups[1].Value} ON COMMIT DROP", connection);
            await create.ExecuteNonQueryAsync();
        }
        await using var prepare = new NpgsqlCommand($"PREPARE statement AS {text}", connection);
        await prepare.ExecuteNonQueryAsync();
        await using var forget = new NpgsqlCommand("DEALLOCATE statement", connection);
        await forget.ExecuteNonQueryAsync();
    }

    private static string Around(string text, int position) =>
        position < 1 ? "" : text[Math.Max(0, position - 60)..Math.Min(text.Length, position + 60)];

    private static IEnumerable<SqlText> WithParts(SqlText text) => text.Parts.SelectMany(WithParts).Prepend(text);

    private static IEnumerable<SqlText> TextsOf(Type type)
    {
        if (type.ContainsGenericParameters)
            yield break;
        foreach (
            var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        )
        {
            var isOne = field.FieldType == typeof(SqlText);
            if (!isOne && !typeof(IEnumerable<SqlText>).IsAssignableFrom(field.FieldType))
                continue;
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            var value = field.GetValue(null)!;
            foreach (var text in isOne ? [(SqlText)value] : (IEnumerable<SqlText>)value)
                yield return text;
        }
    }

    /// <summary>What a statement reads of its transaction's own, said above it: <c>-- temporary: lines (line_number integer)</c>.</summary>
    [GeneratedRegex(@"^-- temporary: (\w+ \(.*\))$", RegexOptions.Multiline)]
    private static partial Regex TemporaryTable();
}

using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;
using PagoDigitale.Api.Database;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>
/// EF Core loads and saves one aggregate, SQL writes sets, and no operation does both on one table: what SQL has written the tracked
/// objects do not know, and would write over.
/// </summary>
public sealed partial class AggregateTests
{
    private static readonly string[] _tables = Mapped();

    [Fact]
    public void Who_saves_an_aggregate_does_not_write_its_tables_by_sql()
    {
        var offenders =
            from file in Product.Sources("api/PagoDigitale.Api")
            let source = File.ReadAllText(file)
            where source.Contains("db.SaveChangesAsync", StringComparison.Ordinal)
            from written in Written().Matches(source)
            where _tables.Contains(written.Groups[1].Value)
            select $"{Path.GetRelativePath(Product.Root, file)} writes {written.Groups[1].Value}";

        offenders.ShouldBeEmpty();
        _tables.ShouldContain("instalments");
    }

    [Fact]
    public void Nor_does_whom_it_calls()
    {
        var types = Product.Types(Product.Assembly("PagoDigitale.Api")).ToLookup(Outermost);
        var writers = types
            .Where(t => t.SelectMany(Product.Texts).SelectMany(x => Written().Matches(x)).Any(m => _tables.Contains(m.Groups[1].Value)))
            .Select(t => t.Key)
            .ToHashSet();
        var offenders =
            from type in types
            where
                type.SelectMany(Product.Calls)
                    .Any(c => c.DeclaringType.Name == nameof(PagoDb) || c.Name == nameof(DbContext.SaveChangesAsync))
            from call in type.SelectMany(Product.Calls)
            let called = call.DeclaringType.GetElementType().FullName
            where called != type.Key && writers.Contains(called)
            select $"{type.Key} calls {called}.{call.Name}";

        writers.Count.ShouldBeGreaterThan(5);
        offenders.Distinct().ShouldBeEmpty();
    }

    private static string Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type.FullName;

    private static string[] Mapped()
    {
        using var db = new PagoDb(new DbContextOptionsBuilder<PagoDb>().UseNpgsql("Host=nowhere").Options);
        return [.. db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct()];
    }

    [GeneratedRegex(@"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+([a-z_]+)\b")]
    private static partial Regex Written();
}

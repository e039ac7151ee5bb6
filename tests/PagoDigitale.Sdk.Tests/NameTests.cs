using System.Reflection;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

/// <summary>
/// The generator numbers what clashes (<c>Reason1</c>) and keeps the underscores of the wire (<c>Access_token</c>): then the contract,
/// or what prepares it, needs another name.
/// </summary>
public sealed class NameTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Types = typeof(PagoDigitaleClient).Assembly.GetExportedTypes();

    [Fact]
    public void No_name_was_numbered_by_the_generator() =>
        Types
            .Select(type => type.Name.Split('`')[0])
            .Concat(Types.SelectMany(type => type.GetProperties(Own)).Select(property => property.Name))
            .Where(name => char.IsAsciiDigit(name[^1]) && name != "Sha256" && !name.EndsWith("Sha256", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void No_name_has_an_underscore() =>
        Types
            .Select(type => type.Name)
            .Concat(Types.SelectMany(type => type.GetProperties(Own)).Select(property => property.Name))
            .Concat(Types.SelectMany(type => type.GetMethods(Own)).Where(method => !method.IsSpecialName).Select(method => method.Name))
            .Where(name => name.Contains('_', StringComparison.Ordinal))
            .ShouldBeEmpty();
}

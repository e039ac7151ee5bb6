using PagoDigitale.Api;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Security;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>What features declare of themselves is all there is, and there is all they declare.</summary>
public sealed class HouseTests
{
    /// <summary>Each kind of room has its suffix. There are none of the last two yet: their place is known.</summary>
    [Theory]
    [InlineData("Features", "Feature")]
    [InlineData("Gateways", "Gateway")]
    [InlineData("Channels", "Channel")]
    [InlineData("Connectors", "Connector")]
    public void Every_folder_declares_itself_in_one_file_and_is_in_the_house(string kind, string suffix)
    {
        var place = Path.Combine(Product.Root, "api/PagoDigitale.Api", kind);
        var folders = Directory.Exists(place) ? Directory.EnumerateDirectories(place).Select(Path.GetFileName) : [];
        var declared =
            from feature in House.Features
            let path = $"PagoDigitale.Api.{kind}."
            where feature.GetType().Namespace!.StartsWith(path, StringComparison.Ordinal)
            let file = $"{feature.Name}{suffix}"
            where feature.GetType().FullName == $"{path}{feature.Name}.{file}"
            where File.Exists(Path.Combine(place, feature.Name, $"{file}.cs"))
            select feature.Name;

        declared.ShouldBe(folders, ignoreOrder: true);
    }

    [Fact]
    public void No_declaration_is_left_out_of_the_house() =>
        Concrete(typeof(Feature)).ShouldBe(House.Features.Select(f => f.GetType()), ignoreOrder: true);

    [Fact]
    public void The_house_is_listed_from_the_ground_up() =>
        House.Features.Select(f => f.Floor).ShouldBe(House.Features.Select(f => f.Floor).Order());

    [Fact]
    public void Every_job_is_declared_once_by_the_folder_it_is_in()
    {
        House.Features.SelectMany(f => f.Jobs).Select(j => j.Handler).ShouldBe(Concrete(typeof(IJobHandler)), ignoreOrder: true);
        House.Features.SelectMany(f => f.RecurringJobs).ShouldBe(Concrete(typeof(IRecurringJob)), ignoreOrder: true);
        House
            .Features.SelectMany(f => f.Jobs.Select(j => j.Handler).Concat(f.RecurringJobs).Where(t => !f.IsOwn(t)))
            .ShouldBeEmpty("declared by another folder");
        House.Features.SelectMany(f => f.Jobs).Select(j => j.Kind).ShouldBeUnique();
    }

    [Fact]
    public void Every_scope_is_declared_by_one_feature() =>
        House.Features.SelectMany(f => f.ScopeNames).ShouldBe(Scopes.All, ignoreOrder: true);

    [Fact]
    public void No_table_is_declared_twice() => House.Features.SelectMany(f => f.Tables.Concat(f.Views)).ShouldBeUnique();

    private static IEnumerable<Type> Concrete(Type kind) =>
        new[] { typeof(House).Assembly, typeof(Feature).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false } && kind.IsAssignableFrom(t));
}

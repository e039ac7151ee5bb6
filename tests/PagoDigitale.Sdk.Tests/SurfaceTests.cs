using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class SurfaceTests
{
    private static readonly Type[] Clients =
    [
        .. typeof(PagoDigitaleClient).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(ResourceClient))),
    ];

    private static IEnumerable<MethodInfo> Calls() =>
        Clients
            .SelectMany(client => client.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal));

    [Fact]
    public void Every_resource_is_a_property_of_the_client_named_after_it()
    {
        var properties = typeof(PagoDigitaleClient)
            .GetProperties()
            .ToDictionary(property => $"{property.Name}Client", property => property.PropertyType);

        Clients.Length.ShouldBe(23);
        Clients.ShouldAllBe(client => properties[client.Name] == client);
        using var made = new ScriptedTransport().Client();
        typeof(PagoDigitaleClient).GetProperties().ShouldAllBe(property => property.GetValue(made) != null);
    }

    [Fact]
    public void Every_call_takes_a_cancellation_token_last() =>
        Calls().ShouldAllBe(call => call.GetParameters().Last().ParameterType == typeof(CancellationToken));

    [Fact]
    public void Every_list_can_be_followed_to_its_end()
    {
        var all = Calls().Select(call => $"{call.DeclaringType!.Name}.{call.Name}").ToHashSet();

        var paged = Calls().Where(call => call.GetParameters().Any(parameter => parameter.Name == "cursor")).ToList();

        paged.Count.ShouldBeGreaterThan(20);
        paged.ShouldAllBe(call => all.Contains($"{call.DeclaringType!.Name}.{call.Name.Replace("List", "ListAll")}"));
    }

    [Fact]
    public void Everything_answered_carries_what_was_said_beside_it() =>
        Calls()
            .Select(call => call.ReturnType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
            .Select(type => type.GenericTypeArguments[0])
            .Where(type => type != typeof(FileResponse))
            .ShouldAllBe(type => type.IsAssignableTo(typeof(IAnswer)));

    [Fact]
    public void One_line_registers_one_client_for_the_application()
    {
        using var services = new ServiceCollection()
            .AddPagoDigitale(options => options.BaseAddress = new("https://api.example"))
            .BuildServiceProvider();

        services.GetRequiredService<PagoDigitaleClient>().ShouldBeSameAs(services.GetRequiredService<PagoDigitaleClient>());
    }

    [Fact]
    public void Options_that_cannot_work_are_refused()
    {
        Should.Throw<ArgumentException>(() => new PagoDigitaleClient(new()));
        Should.Throw<ArgumentException>(() =>
            new PagoDigitaleClient(new() { BaseAddress = new("https://api.example"), ClientId = "alone" })
        );
        Should.Throw<ArgumentException>(() =>
            new PagoDigitaleClient(new() { BaseAddress = new("https://api.example"), RetryCountMax = -1 })
        );
    }
}

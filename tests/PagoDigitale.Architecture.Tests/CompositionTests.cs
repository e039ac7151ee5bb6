using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Mono.Cecil;
using PagoDigitale.Api;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>Whatever asks for a service gets one: found here, and not by the first call that needs it.</summary>
public sealed class CompositionTests : IAsyncLifetime
{
    private WebApplication _app = null!;

    public Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddSingleton(new AppDataSource("Host=nowhere;Username=nobody;Database=none", NullLoggerFactory.Instance));
        ApiHost.Compose(builder, "all");
        builder.Host.UseDefaultServiceProvider(o => (o.ValidateOnBuild, o.ValidateScopes) = (true, true));
        _app = builder.Build();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public void Every_registered_service_can_be_made_with_what_it_needs() =>
        Should.NotThrow(() => _app.Services.GetRequiredService<IServiceScopeFactory>());

    [Fact]
    public void Every_controller_can_be_made()
    {
        var asked =
            from controller in typeof(ApiHost).Assembly.GetTypes()
            where !controller.IsAbstract && typeof(ControllerBase).IsAssignableFrom(controller)
            from needed in controller.GetConstructors().Single().GetParameters()
            select (Who: controller.Name, What: needed.ParameterType);

        Missing(asked).ShouldBeEmpty();
    }

    [Fact]
    public void Every_action_gets_the_handler_it_calls()
    {
        var asked = (
            from controller in typeof(ApiHost).Assembly.GetTypes()
            where !controller.IsAbstract && typeof(ControllerBase).IsAssignableFrom(controller)
            from action in controller.GetMethods()
            from needed in action.GetParameters()
            where needed.IsDefined(typeof(FromServicesAttribute), false)
            select (Who: $"{controller.Name}.{action.Name}", What: needed.ParameterType)
        ).ToList();

        asked.Count.ShouldBeGreaterThan(9);
        Missing(asked).ShouldBeEmpty();
    }

    [Fact]
    public void Every_service_that_is_asked_for_by_type_is_there()
    {
        var asked = (
            from assembly in new[] { typeof(ApiHost).Assembly, typeof(TenantScope).Assembly }
            from type in Product.Types(Product.Assembly(assembly.GetName().Name!))
            from call in Product.Calls(type).OfType<GenericInstanceMethod>()
            where call.DeclaringType.Name is nameof(TenantScope) or nameof(ServiceProviderServiceExtensions)
            where call.Name is "Get" or "GetRequiredService"
            let wanted = call.GenericArguments.Single()
            where !wanted.IsGenericParameter && !wanted.IsGenericInstance
            let found = assembly.GetType(wanted.FullName) ?? typeof(TenantScope).Assembly.GetType(wanted.FullName)
            where found is not null
            select (Who: type.FullName, What: found)
        ).ToList();

        asked.Count.ShouldBeGreaterThan(40);
        Missing(asked).ShouldBeEmpty();
    }

    private IEnumerable<string> Missing(IEnumerable<(string Who, Type What)> asked)
    {
        var known = _app.Services.GetRequiredService<IServiceProviderIsService>();
        return asked.Where(a => !known.IsService(a.What)).Select(a => $"{a.Who} asks for {a.What.Name}");
    }
}

using PagoDigitale.Api;

var app = await ApiHost.BuildAsync(args);
await app.RunAsync();

/// <summary>The entry point, visible to the tests.</summary>
public sealed partial class Program;

using PagoDigitale.NodeSimulator;

return args is ["pay", .. var rest] ? await PayFromConsole.RunAsync(rest) : await SimulatorHost.RunAsync(args);

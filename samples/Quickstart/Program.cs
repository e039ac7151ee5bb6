using PagoDigitale.Quickstart;
using PagoDigitale.Quickstart.Hosting;

return args switch
{
    ["guard", .. var command] => await Guard.RunAsync(command),
    _ => await Commands.RunAsync(args),
};

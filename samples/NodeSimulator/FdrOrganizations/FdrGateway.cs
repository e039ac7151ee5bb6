namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>The key that is asked for and the fault that is played. Both are forgotten when the simulator ends.</summary>
internal sealed class FdrGateway
{
    private readonly Lock _gate = new();
    private string? _key;
    private FdrFault? _fault;

    /// <summary>Null: no key is asked for.</summary>
    public void AskFor(string? key)
    {
        lock (_gate)
            _key = key;
    }

    public bool Admits(string? key)
    {
        lock (_gate)
            return _key is null || _key == key;
    }

    /// <summary>Null takes it back.</summary>
    public void Play(FdrFault? fault)
    {
        lock (_gate)
            _fault = fault;
    }

    /// <summary>The fault of this answer, counted. Only pages can be the same for ever.</summary>
    public FdrFault? Next(bool isPaged)
    {
        lock (_gate)
        {
            if (_fault is not { } fault || (fault.Fault == FdrFaults.SamePage && !isPaged))
                return null;
            if (fault.Times is { } times)
                _fault = times > 1 ? fault with { Times = times - 1 } : null;
            return fault;
        }
    }
}

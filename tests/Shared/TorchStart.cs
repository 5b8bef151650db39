using Lana.Native;

namespace Lana;

/// <summary>Starts torch before the first test that uses it, and in no run that has none.</summary>
public sealed class TorchStart
{
    public TorchStart() => TorchRuntime.Initialize();
}

using Lana.Networks;

namespace Lana.Import.Onnx;

/// <summary>A network from an ONNX file, and what was found in the file.</summary>
public sealed class ImportedNetwork : IDisposable
{
    internal ImportedNetwork(Network network, OnnxImportReport report) => (Network, Report) = (network, report);

    /// <summary>The network; disposed with this object.</summary>
    public Network Network { get; }

    /// <summary>The layers that were found, and what is in none.</summary>
    public OnnxImportReport Report { get; }

    /// <summary>Disposes the network.</summary>
    public void Dispose() => Network.Dispose();
}

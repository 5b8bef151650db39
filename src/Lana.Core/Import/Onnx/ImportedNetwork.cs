using Lana.Networks;

namespace Lana.Import.Onnx;

/// <summary>A network from an ONNX file, with a report on the file.</summary>
public sealed class ImportedNetwork : IDisposable
{
    internal ImportedNetwork(Network network, OnnxImportReport report) => (Network, Report) = (network, report);

    /// <summary>The network; disposed with this object.</summary>
    public Network Network { get; }

    /// <summary>The layers that were found, and the nodes that are in no layer.</summary>
    public OnnxImportReport Report { get; }

    /// <summary>Disposes the network.</summary>
    public void Dispose() => Network.Dispose();
}

namespace Lana.Networks;

/// <summary>The values that a forward pass keeps: the inputs and outputs of layers, and the values that later nodes
/// need.</summary>
/// <remarks>LANA, Eq. 2: x_{i−1} and t_i(x_{i−1}) of each layer. Owns its tensors.</remarks>
public sealed class NetworkTrace : IDisposable
{
    private readonly NetworkDefinition _definition;
    private readonly Tensor?[] _values;

    internal NetworkTrace(NetworkDefinition definition, Tensor?[] values, Tensor? outputs)
    {
        (_definition, _values, Outputs) = (definition, values, outputs);
        foreach (var value in values)
        {
            value?.DetachFromDisposeScope();
        }

        outputs?.DetachFromDisposeScope();
    }

    /// <summary>The outputs of the network, float32 [N, K]; <see langword="null"/> if the pass did not run to the
    /// end.</summary>
    public Tensor? Outputs { get; }

    internal Tensor?[] Values => _values;

    /// <summary>Returns the input of a layer.</summary>
    /// <param name="layer">The index of the layer.</param>
    /// <returns>float32 [N, C, H, W], owned by the trace.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, or it was not traced.</exception>
    public Tensor Input(int layer) => Kept(layer, _definition.Plan.InputsOf(NodeOf(layer))[0]);

    /// <summary>Returns the output of a layer.</summary>
    /// <param name="layer">The index of the layer.</param>
    /// <returns>float32 [N, C, H, W], owned by the trace.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, or it was not traced.</exception>
    public Tensor Output(int layer) => Kept(layer, NodeOf(layer) + 1);

    /// <summary>Disposes the tensors.</summary>
    public void Dispose()
    {
        foreach (var value in _values)
        {
            value?.Dispose();
        }

        Outputs?.Dispose();
    }

    private int NodeOf(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layer);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(layer, _definition.Layers.Length);
        return _definition.NodeOf(layer);
    }

    private Tensor Kept(int layer, int value) => _values[value]
        ?? throw new ArgumentOutOfRangeException(nameof(layer), layer, "The layer was not traced.");
}

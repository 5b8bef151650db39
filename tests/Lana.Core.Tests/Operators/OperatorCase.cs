using Lana.Definitions;
using static TorchSharp.torch;

namespace Lana.Operators;

/// <summary>An operator with the shapes of its inputs.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Inputs">The shape of each input.</param>
internal sealed record OperatorCase(TensorOperator Operator, params TensorShape[] Inputs)
{
    /// <summary>Whether the operator has finite results of positive numbers only.</summary>
    public bool IsPositive { get; init; }

    public Tensor[] RandomInputs(int batch, bool trains = false) =>
        [.. Inputs.Select((shape, place) => Random(10 + (ulong)place, shape.WithBatch(batch), IsPositive, trains))];

    /// <summary>Weights; those that are divisors, exponents or variances are positive.</summary>
    public Tensor[] RandomWeights(bool trains = false)
    {
        var parameters = Operator.Weights.Length - Operator.BufferCount;
        return
        [
            .. Operator.Weights.Select((weight, place) => Random(
                50 + (ulong)place,
                weight.Shape.WithBatch(1)[1..],
                place >= parameters || Operator is Arithmetic,
                trains && place < parameters)),
        ];
    }

    private static Tensor Random(ulong seed, long[] shape, bool isPositive, bool trains)
    {
        using var scope = NewDisposeScope();
        var value = Tensors.Normal(seed, shape);
        value = isPositive ? value.abs() + full_like(value, 0.2) : value;
        return value.requires_grad_(trains).MoveToOuterDisposeScope();
    }
}

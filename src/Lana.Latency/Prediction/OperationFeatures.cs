using Lana.Modules;

namespace Lana.Prediction;

/// <summary>The numbers of an operation that its time depends on, read from its definition.</summary>
internal static class OperationFeatures
{
    public const int Count = 7;

    private const int PointwiseMacs = 0;
    private const int DenseMacs = 1;
    private const int DepthwiseMacs = 2;
    private const int OtherMacs = 3;
    private const int FeatureBytes = 4;
    private const int WeightBytes = 5;
    private const int Leaves = 6;

    // Millions of multiply-accumulates, megabytes and leaves: all of a size near the milliseconds they explain.
    private static readonly double[] Units = [1e6, 1e6, 1e6, 1e6, 1e6, 1e6, 1e2];

    /// <summary>The features of a definition at an input.</summary>
    public static double[] Of(Definition definition, FeatureShape input)
    {
        var features = new double[Count];
        Add(definition, input, features);
        var price = definition.Price(input);
        features[FeatureBytes] = price.ActivationBytes;
        features[WeightBytes] = price.ShippedBytes;
        return [.. features.Zip(Units, (feature, unit) => feature / unit)];
    }

    private static void Add(Definition definition, FeatureShape input, double[] features)
    {
        switch (definition)
        {
            case Chain chain:
                foreach (var part in chain.Parts)
                {
                    Add(part, input, features);
                    input = part.Price(input).Output;
                }

                break;
            case Residual residual:
                Add(residual.Body, input, features);
                features[Leaves]++;
                break;
            case Gate gate:
                Add(gate.Body, input, features);
                features[Leaves]++;
                break;
            case Sum sum:
                foreach (var branch in sum.Branches)
                {
                    Add(branch, input, features);
                }

                features[Leaves]++;
                break;
            case Conv conv:
                features[KindOf(conv)] += conv.Price(input).Macs;
                features[Leaves] += conv.Activation == Activation.None ? 1 : 2;
                break;
            default:
                features[OtherMacs] += definition.Price(input).Macs;
                features[Leaves]++;
                break;
        }
    }

    private static int KindOf(Conv conv) =>
        conv.Groups > 1 ? DepthwiseMacs :
        conv.Kernel > 1 ? DenseMacs : PointwiseMacs;
}

namespace Lana.Calibration;

/// <summary>The features of an operation that determine its time, computed from its definition.</summary>
internal static class OperationFeatures
{
    public const int Count = 9;

    private const int Vector = 16;

    private const int PointwiseMacs = 0;
    private const int DenseMacs = 1;
    private const int NarrowMacs = 2;
    private const int DepthwiseMacs = 3;
    private const int SingleMacs = 4;
    private const int OtherMacs = 5;
    private const int FeatureBytes = 6;
    private const int WeightBytes = 7;
    private const int Leaves = 8;

    // Millions of multiply-accumulates, megabytes and hundreds of leaves: of a magnitude near the milliseconds that
    // they explain.
    private static readonly double[] Units = [1e6, 1e6, 1e6, 1e6, 1e6, 1e6, 1e6, 1e6, 1e2];

    /// <summary>The features of a definition at an input.</summary>
    public static double[] Of(Definition definition, FeatureShape input)
    {
        var features = new double[Count];
        Add(definition, input, features);
        var price = definition.Cost(input);
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
                    input = part.Cost(input).Output;
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
                features[KindOf(conv, input)] += PaddedMacs(conv, input);
                features[Leaves] += conv.Activation == Activation.None ? 1 : 2;
                break;
            default:
                features[OtherMacs] += definition.Cost(input).Macs;
                features[Leaves]++;
                break;
        }
    }

    // On one position a convolution is a matrix-vector product, bound by reading the weights. Channels that do not fill
    // a vector use a slower code path with unpacked memory.
    private static int KindOf(Conv conv, FeatureShape input) =>
        conv.Groups > 1 ? DepthwiseMacs :
        conv.Cost(input).Output.Positions == 1 ? SingleMacs :
        conv.Kernel == 1 ? PointwiseMacs :
        conv.Out < Vector || input.Channels < Vector ? NarrowMacs : DenseMacs;

    private static double PaddedMacs(Conv conv, FeatureShape input)
    {
        var macs = conv.Cost(input).Macs * Padded(conv.Out);
        return conv.Groups > 1 ? macs : macs * Padded(input.Channels);
    }

    private static double Padded(int channels) => Math.Ceiling((double)channels / Vector) * Vector / channels;
}

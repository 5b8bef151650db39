namespace Lana.Import.Onnx.Architectures;

/// <summary>Networks whose norms and weights are computed in the graph.</summary>
internal static class ModernForms
{
    /// <summary>ConvNeXt with layer norms of nine nodes, as opsets before 17 have them.</summary>
    public static byte[] ConvNeXt() => ConvNeXt(13);

    /// <summary>ConvNeXt with layer norm as an operator.</summary>
    public static byte[] ConvNeXtOpset17() => ConvNeXt(17);

    public static byte[] EfficientNetLite()
    {
        var net = new ModelBuilder(11);
        var x = Relu6(net.Conv(net.Input, 8, 3, 2));
        foreach (var (width, stride, kernel) in new[] { (12, 2, 3), (12, 1, 3), (16, 1, 5), (16, 1, 5) })
        {
            var y = Relu6(net.Conv(x, 3 * net.ChannelsOf(x), 1));
            y = net.Conv(Relu6(net.Depthwise(y, kernel, stride)), width, 1);
            x = net.ChannelsOf(x) == width && stride == 1 ? net.Add(y, x) : y;
        }

        return net.Build(net.Classifier(Relu6(net.Conv(x, 24, 1))));

        string Relu6(string y) => net.Clip(y, 0, 6);
    }

    /// <summary>timm's standardised convolutions: a norm of the weight, as a norm in training mode or written out.</summary>
    public static byte[] StandardisedWeights()
    {
        var net = new ModelBuilder(14);
        var x = Standard(net.Input, 8, 3, 2, isNorm: true);
        for (var i = 0; i < 2; i++)
        {
            var y = net.Relu(Group(x));
            y = Standard(net.Relu(Group(Standard(y, 8, 3, 1, isNorm: true))), 8, 3, 1, isNorm: false);
            x = net.Add(x, y);
        }

        return net.Build(net.Classifier(net.Relu(Group(x))));

        string Standard(string y, int outputs, int kernel, int stride, bool isNorm)
        {
            var inputs = net.ChannelsOf(y);
            var weight = net.Weight(1, 0.3f, outputs, inputs, kernel, kernel);
            return net.ConvWith(y, isNorm ? Normed(weight, outputs, inputs, kernel) : WrittenOut(weight), outputs, kernel, stride);
        }

        string Normed(string weight, int outputs, int inputs, int kernel)
        {
            var rows = net.Reshape(weight, 1, outputs, -1);
            var gain = net.Weight(0.02f, 0.3f, outputs);
            var zeros = net.Floats([outputs], new float[outputs]);
            string[] names = [$"{weight}_norm", $"{weight}_mean", $"{weight}_var"];
            var norm = net.Outputs(
                "BatchNormalization", [rows, gain, zeros, zeros, gain], names, [0, 0, 0], ("epsilon", 1e-6f), ("training_mode", 1))[0];
            return net.Reshape(norm, outputs, inputs, kernel, kernel);
        }

        string WrittenOut(string weight)
        {
            var centred = net.Node("Sub", [weight, net.Mean(weight, keepsAxes: true, 1, 2, 3)]);
            var variance = net.Mean(net.Mul(centred, centred), keepsAxes: true, 1, 2, 3);
            var deviation = net.Node("Sqrt", [net.Add(variance, net.Scalar(1e-5f))]);
            return net.Mul(net.Node("Div", [centred, deviation]), net.Scalar(0.2f));
        }

        // Group norm as PyTorch exports it: an instance norm of reshaped maps, and scale and shift.
        string Group(string y)
        {
            var channels = net.ChannelsOf(y);
            var shape = net.Node("Shape", [y]);
            var groups = net.Node(
                "InstanceNormalization",
                [net.Reshape(y, 0, 2, -1), net.Floats([2], 1, 1), net.Floats([2], 0, 0)],
                null,
                ("epsilon", 1e-5f));
            var back = net.Node("Reshape", [groups, shape], channels);
            return net.Add(net.Mul(back, net.Weight(0.2f, 1, channels, 1, 1)), net.Weight(0.1f, 0, channels, 1, 1));
        }
    }

    /// <summary>Features of unit length, and means and sums of several values.</summary>
    public static byte[] Embedding()
    {
        var net = new ModelBuilder(13);
        var x = net.ConvRelu(net.Input, 8, 3, 2);
        x = net.Node("Mean", [net.ConvRelu(x, 8, 3), net.ConvRelu(x, 8, 1), x]);
        x = net.Gemm(net.Node("Flatten", [net.GlobalPool(net.Node("Sum", [net.Conv(x, 8, 3), x, net.Conv(x, 8, 1)]))]), 12);
        var length = net.Node("Clip", [net.Node("ReduceL2", [x], null, ("axes", new long[] { 1 }), ("keepdims", 1)), net.Scalar(1e-12f)]);
        return net.Build(net.Node("Div", [x, net.Node("Expand", [length, net.Node("Shape", [x])])]));
    }

    private static byte[] ConvNeXt(int opset)
    {
        var net = new ModelBuilder(opset);
        var x = net.Conv(net.Input, 8, 4, 4, autoPad: "VALID");
        x = FirstAgain(Norm(Last(x), 8), 8);
        x = Block(Block(x));
        x = net.Conv(FirstAgain(Norm(Last(x), 8), 8), 16, 2, 2, autoPad: "VALID");
        x = net.GlobalPool(Block(x));
        x = FirstAgain(Norm(Last(x), 16), 16);
        return net.Build(net.Gemm(net.Node("Flatten", [x], null, ("axis", 1)), 10));

        string Last(string y) => net.Transpose(y, 0, 2, 3, 1);

        string FirstAgain(string y, int channels) => net.TransposeTo(y, channels, 0, 3, 1, 2);

        string Block(string y)
        {
            var channels = net.ChannelsOf(y);
            var inner = Linear(Norm(Last(net.Conv(y, channels, 7, groups: channels)), channels), channels, 4 * channels);
            inner = Linear(Gelu(inner), 4 * channels, channels);
            return net.Add(net.Node("Mul", [net.Weight(0.2f, 0.5f, channels, 1, 1), FirstAgain(inner, channels)], channels), y);
        }

        string Linear(string y, int inputs, int outputs) =>
            net.Add(net.Node("MatMul", [y, net.Weight(MathF.Sqrt(3f / inputs), 0, inputs, outputs)], outputs), net.Weight(0.1f, 0, outputs));

        string Gelu(string y)
        {
            var erf = net.Add(net.Node("Erf", [net.Node("Div", [y, net.Scalar(MathF.Sqrt(2))])]), net.Scalar(1));
            return net.Mul(net.Mul(y, erf), net.Scalar(0.5f));
        }

        string Norm(string y, int channels)
        {
            var (scale, bias) = (net.Weight(0.2f, 1, channels), net.Weight(0.1f, 0, channels));
            if (opset >= 17)
            {
                return net.Node("LayerNormalization", [y, scale, bias], null, ("axis", -1), ("epsilon", 1e-6f));
            }

            var centred = net.Node("Sub", [y, net.Mean(y, keepsAxes: true, -1)]);
            var variance = net.Mean(net.Node("Pow", [centred, net.Scalar(2)]), keepsAxes: true, -1);
            var deviation = net.Node("Sqrt", [net.Add(variance, net.Scalar(1e-6f))]);
            return net.Add(net.Mul(net.Node("Div", [centred, deviation]), scale), bias);
        }
    }
}

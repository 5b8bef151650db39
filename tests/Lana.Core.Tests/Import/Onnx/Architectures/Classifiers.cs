namespace Lana.Import.Onnx.Architectures;

/// <summary>Classifiers as PyTorch's exporter writes them, a few blocks of each.</summary>
internal static class Classifiers
{
    public static byte[] Vgg()
    {
        var net = new ModelBuilder(11);
        var x = net.Input;
        foreach (var (width, count) in new[] { (8, 1), (12, 2), (16, 2) })
        {
            for (var i = 0; i < count; i++)
            {
                x = net.ConvRelu(x, width, 3);
            }

            x = net.MaxPool(x, 2, 2);
        }

        x = net.Node("AveragePool", [x], null, ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        x = net.Node("Flatten", [x], 16 * 4, ("axis", 1));
        return net.Build(net.Gemm(net.Relu(net.Gemm(x, 24)), 10));
    }

    public static byte[] SqueezeNet()
    {
        var net = new ModelBuilder(13);
        var x = net.MaxPool(net.ConvRelu(net.Input, 16, 3, 2), 3, 2, ceil: true);
        x = Fire(net, Fire(net, x, "features.3"), "features.4");
        x = Fire(net, net.MaxPool(x, 3, 2, ceil: true), "features.6");
        x = net.GlobalPool(net.Relu(net.Conv(x, 10, 1)));
        return net.Build(net.Node("Flatten", [x], null, ("axis", 1)));
    }

    public static byte[] MnasNet()
    {
        var net = new ModelBuilder(12);
        var x = net.Conv(net.Depthwise(net.ConvRelu(net.Input, 8, 3, 2), 3), 8, 1);
        x = Inverted(net, Inverted(net, Inverted(net, x, 12, 3, 2), 12, 3, 1), 12, 3, 1);
        x = Inverted(net, Inverted(net, x, 16, 5, 2), 16, 5, 1);
        x = net.Mean(net.ConvRelu(x, 24, 1), keepsAxes: false, 2, 3);
        return net.Build(net.Gemm(x, 10));
    }

    public static byte[] RegNetY()
    {
        var net = new ModelBuilder(13);
        var x = net.ConvRelu(net.Input, 8, 3, 2);
        foreach (var (width, depth) in new[] { (16, 2), (24, 2) })
        {
            for (var i = 0; i < depth; i++)
            {
                var y = net.ConvRelu(net.ConvRelu(x, width, 1), width, 3, i == 0 ? 2 : 1, width / 8);
                y = net.Conv(SqueezeExcite(net, y, 4, net.Sigmoid), width, 1);
                x = net.Relu(net.Add(i == 0 ? net.Conv(x, width, 1, 2) : x, y));
            }
        }

        return net.Build(net.Classifier(x));
    }

    public static byte[] ResNeXt()
    {
        var net = new ModelBuilder(13);
        var x = net.MaxPool(net.ConvRelu(net.Input, 16, 7, 2), 3, 2, 1);
        foreach (var (width, stride) in new[] { (32, 1), (32, 1), (64, 2), (64, 1) })
        {
            var y = net.Conv(net.ConvRelu(net.ConvRelu(x, width / 2, 1), width / 2, 3, stride, 4), width, 1);
            x = net.Relu(net.Add(y, net.ChannelsOf(x) == width ? x : net.Conv(x, width, 1, stride)));
        }

        return net.Build(net.Classifier(x));
    }

    public static byte[] MobileNetV3()
    {
        var net = new ModelBuilder(14);
        var x = net.Node("HardSwish", [net.Conv(net.Input, 8, 3, 2)]);
        foreach (var (inner, width, stride, isSqueezed) in new[] { (8, 8, 2, true), (24, 12, 2, false), (24, 12, 1, false), (32, 12, 1, true) })
        {
            var y = inner == net.ChannelsOf(x) ? x : net.Node("HardSwish", [net.Conv(x, inner, 1)]);
            y = net.Node("HardSwish", [net.Depthwise(y, 3, stride)]);
            y = isSqueezed ? SqueezeExcite(net, y, 4, HardSigmoid) : y;
            y = net.Conv(y, width, 1);
            x = stride == 1 ? net.Add(x, y) : y;
        }

        x = net.Node("Flatten", [net.GlobalPool(net.Node("HardSwish", [net.Conv(x, 24, 1)]))], null, ("axis", 1));
        return net.Build(net.Gemm(net.Node("HardSwish", [net.Gemm(x, 16)]), 10));

        string HardSigmoid(string gate) => net.Node("HardSigmoid", [gate], null, ("alpha", 1.0f / 6.0f));
    }

    public static byte[] GhostNet()
    {
        var net = new ModelBuilder(12);
        var x = net.ConvRelu(net.Input, 8, 3, 2);
        foreach (var (inner, width, stride, isSqueezed) in new[] { (8, 8, 1, false), (24, 12, 2, false), (24, 12, 1, true) })
        {
            var y = Ghost(net, x, inner, hasRelu: true);
            y = stride == 1 ? y : net.Depthwise(y, 3, stride);
            y = isSqueezed ? SqueezeExcite(net, y, 4, gate => net.Clip(net.Node("HardSigmoid", [gate], null, ("alpha", 0.2f)), 0, 1)) : y;
            y = Ghost(net, y, width, hasRelu: false);
            x = net.Add(y, stride == 1 ? x : net.Conv(net.Depthwise(x, 3, stride), width, 1));
        }

        return net.Build(net.Classifier(net.ConvRelu(x, 24, 1)));
    }

    public static byte[] GoogLeNet()
    {
        var net = new ModelBuilder(13);
        var x = net.MaxPool(net.ConvRelu(net.ConvRelu(net.Input, 8, 7, 2), 16, 3), 3, 2, ceil: true);
        foreach (var name in new[] { "inception3a", "inception3b" })
        {
            using var scope = net.Scope(name);
            x = net.Concat(
                net.ConvRelu(x, 8, 1),
                net.ConvRelu(net.ConvRelu(x, 8, 1), 12, 3),
                net.ConvRelu(net.ConvRelu(x, 4, 1), 8, 3),
                net.ConvRelu(net.MaxPool(x, 3, 1, 1, ceil: true), 4, 1));
        }

        return net.Build(net.Gemm(net.Node("Dropout", [net.Node("Flatten", [net.GlobalPool(x)], null, ("axis", 1))]), 10));
    }

    public static byte[] ShuffleNetV1()
    {
        var net = new ModelBuilder(13);
        var x = net.MaxPool(net.ConvRelu(net.Input, 12, 3, 2), 3, 2, 1);
        for (var i = 0; i < 3; i++)
        {
            var (stride, width) = (i == 0 ? 2 : 1, i == 0 ? 12 : 24);
            var y = net.ConvRelu(x, 12, 1, 1, 3);
            y = Shuffled(net, y, 3);
            y = net.Conv(net.Depthwise(y, 3, stride), width, 1, 1, 3);
            x = net.Relu(i == 0
                ? net.Concat(net.Node("AveragePool", [x], null, ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 }), ("strides", new long[] { 2, 2 })), y)
                : net.Add(x, y));
        }

        return net.Build(net.Classifier(x));
    }

    public static byte[] Res2Net()
    {
        var net = new ModelBuilder(13);
        var x = net.ConvRelu(net.Input, 16, 3, 2);
        for (var i = 0; i < 2; i++)
        {
            var parts = net.Split(net.ConvRelu(x, 16, 1), 1, 4, 4, 4, 4);
            var first = net.ConvRelu(parts[0], 4, 3);
            var second = net.ConvRelu(net.Add(first, parts[1]), 4, 3);
            var third = net.ConvRelu(net.Add(second, parts[2]), 4, 3);
            x = net.Relu(net.Add(net.Conv(net.Concat(first, second, third, parts[3]), 16, 1), x));
        }

        return net.Build(net.Classifier(x));
    }

    public static byte[] Dla()
    {
        var net = new ModelBuilder(13);
        var x = net.ConvRelu(net.ConvRelu(net.Input, 8, 7), 8, 3, 2);
        foreach (var width in new[] { 16, 24 })
        {
            var bottom = net.MaxPool(x, 2, 2);
            var one = Basic(x, width, 2, net.Conv(bottom, width, 1));
            var two = Basic(one, width, 1, one);
            x = net.Relu(net.Conv(net.Concat(two, one), width, 1));
        }

        return net.Build(net.Node("Flatten", [net.Conv(net.GlobalPool(x), 10, 1)], null, ("axis", 1)));

        string Basic(string y, int width, int stride, string shortcut) =>
            net.Relu(net.Add(net.Conv(net.ConvRelu(y, width, 3, stride), width, 3), shortcut));
    }

    internal static string SqueezeExcite(ModelBuilder net, string x, int inner, Func<string, string> gate)
    {
        var y = net.ConvRelu(net.GlobalPool(x), inner, 1);
        return net.Mul(gate(net.Conv(y, net.ChannelsOf(x), 1)), x);
    }

    // Shape arithmetic as the exporter traces it: view, transpose, view.
    private static string Shuffled(ModelBuilder net, string x, int groups)
    {
        var shape = net.Node("Shape", [x]);
        string Size(long axis) => net.Node("Unsqueeze", [net.Node("Gather", [shape, net.Integer(axis)], null, ("axis", 0)), net.Ints(0)]);
        var channels = net.ChannelsOf(x);
        var first = net.Node("Concat", [Size(0), net.Ints(groups), net.Ints(channels / groups), Size(2), Size(3)], null, ("axis", 0));
        var y = net.Transpose(net.Node("Reshape", [x, first]), 0, 2, 1, 3, 4);
        return net.Node("Reshape", [y, net.Node("Concat", [Size(0), net.Ints(-1), Size(2), Size(3)], null, ("axis", 0))], channels);
    }

    private static string Fire(ModelBuilder net, string x, string name)
    {
        using var scope = net.Scope(name);
        var squeezed = net.ConvRelu(x, 4, 1);
        return net.Concat(net.ConvRelu(squeezed, 8, 1), net.ConvRelu(squeezed, 8, 3));
    }

    private static string Inverted(ModelBuilder net, string x, int width, int kernel, int stride)
    {
        var inner = 3 * net.ChannelsOf(x);
        var y = net.Conv(net.Relu(net.Depthwise(net.ConvRelu(x, inner, 1), kernel, stride)), width, 1);
        return stride == 1 && net.ChannelsOf(x) == width ? net.Add(y, x) : y;
    }

    private static string Ghost(ModelBuilder net, string x, int width, bool hasRelu)
    {
        var primary = net.Conv(x, width / 2, 1);
        primary = hasRelu ? net.Relu(primary) : primary;
        var cheap = net.Depthwise(primary, 3);
        return net.Concat(primary, hasRelu ? net.Relu(cheap) : cheap);
    }
}

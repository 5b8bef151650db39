namespace Lana.Import.Onnx.Architectures;

/// <summary>Segmentation and detection as PyTorch's exporter writes them: maps and several outputs.</summary>
internal static class DensePredictors
{
    public static byte[] DeepLab()
    {
        var net = new ModelBuilder(13);
        var x = Backbone(net, net.ConvRelu(net.Input, 8, 3, 2), (16, 2), (24, 1)).Last();
        var pooled = Resized(net, net.ConvRelu(net.GlobalPool(x), 8, 1), 8, 8);
        x = net.Concat(
            net.ConvRelu(x, 8, 1),
            net.ConvRelu(x, 8, 3, dilation: 2),
            net.ConvRelu(x, 8, 3, dilation: 3),
            net.ConvRelu(x, 8, 3, dilation: 4),
            pooled);
        x = net.Node("Dropout", [net.ConvRelu(x, 8, 1)]);
        return net.Build(Resized(net, net.Conv(net.ConvRelu(x, 8, 3), 5, 1), 32, 32));
    }

    /// <summary>Features of three levels, a shared head, two outputs per level.</summary>
    public static byte[] FeaturePyramid()
    {
        var net = new ModelBuilder(13, [1, 3, 64, 64]);
        var levels = Backbone(net, net.ConvRelu(net.Input, 8, 3, 2), (8, 2), (16, 2), (24, 2)).ToArray();
        var inner = net.Conv(levels[2], 12, 1);
        var outputs = new List<string> { net.Conv(inner, 12, 3) };
        foreach (var level in levels.Reverse().Skip(1))
        {
            inner = net.Add(net.Conv(level, 12, 1), Doubled(net, inner));
            outputs.Add(net.Conv(inner, 12, 3));
        }

        var towers = new[] { Head(8), Head(4) };
        return net.Build([.. outputs.SelectMany(output => towers.Select(tower => tower(output)))]);

        // One set of weights for every level.
        Func<string, string> Head(int width)
        {
            var (first, second) = (net.Weight(0.2f, 0, 12, 12, 3, 3), net.Weight(0.2f, 0, width, 12, 3, 3));
            return x => net.ConvWith(net.Relu(net.ConvWith(x, first, 12, 3)), second, width, 3);
        }
    }

    /// <summary>Boxes and scores of all levels in one tensor each.</summary>
    public static byte[] Ssd()
    {
        var net = new ModelBuilder(11, [1, 3, 64, 64]);
        var x = net.ConvRelu(net.ConvRelu(net.Input, 8, 3, 2), 16, 3, 2);
        var (boxes, scores) = (new List<string>(), new List<string>());
        for (var i = 0; i < 3; i++)
        {
            boxes.Add(Flat(net.Conv(x, 3 * 4, 3), 4));
            scores.Add(Flat(net.Conv(x, 3 * 5, 3), 5));
            x = net.ConvRelu(net.ConvRelu(x, 8, 1), 16, 3, 2);
        }

        var all = net.Node("Concat", scores, null, ("axis", 1));
        return net.Build(net.Node("Concat", boxes, null, ("axis", 1)), net.Node("Softmax", [all], null, ("axis", 2)));

        string Flat(string map, long last) => net.Reshape(net.Transpose(map, 0, 2, 3, 1), 1, -1, last);
    }

    /// <summary>CSP blocks of YOLO v5, fast pyramid pooling, a path up, a head that decodes boxes.</summary>
    public static byte[] YoloV5()
    {
        var net = new ModelBuilder(12, [1, 3, 64, 64]);
        string Unit(string y, int width, int kernel, int stride = 1) => net.Silu(net.Conv(y, width, kernel, stride));
        var x = Csp(Unit(Unit(net.Input, 8, 3, 2), 16, 3, 2), 16, shortcut: true);
        var skip = x;
        x = Unit(x, 24, 3, 2);
        var first = Unit(x, 12, 1);
        var second = net.MaxPool(first, 5, 1, 2);
        var third = net.MaxPool(second, 5, 1, 2);
        x = Unit(Unit(net.Concat(first, second, third, net.MaxPool(third, 5, 1, 2)), 24, 1), 16, 1);
        var fine = Csp(net.Concat(Doubled(net, x), skip), 16, shortcut: false);
        return net.Build(net.Node("Concat", [Decoded(fine, 16, 4), Decoded(x, 8, 8)], null, ("axis", 1)));

        string Csp(string y, int width, bool shortcut)
        {
            var left = Unit(y, width / 2, 1);
            var inner = Unit(Unit(left, width / 2, 1), width / 2, 3);
            return Unit(net.Concat(shortcut ? net.Add(left, inner) : inner, Unit(y, width / 2, 1)), width, 1);
        }

        string Decoded(string y, int size, long stride)
        {
            y = net.Reshape(net.Conv(y, 2 * 7, 1), 1, 2, 7, size, size);
            var parts = net.Split(net.Sigmoid(net.Transpose(y, 0, 1, 3, 4, 2)), 4, 2, 2, 3);
            var places = net.Mul(net.Add(net.Mul(parts[0], net.Scalar(2)), net.Weight(4, 4, 1, 2, size, size, 2)), net.Scalar(stride));
            var sizes = net.Mul(net.Node("Pow", [net.Mul(parts[1], net.Scalar(2)), net.Scalar(2)]), net.Weight(4, 9, 1, 2, size, size, 2));
            return net.Reshape(net.Node("Concat", [places, sizes, parts[2]], null, ("axis", 4)), 1, -1, 7);
        }
    }

    public static byte[] HrNet()
    {
        var net = new ModelBuilder(11);
        var x = net.ConvRelu(net.Input, 8, 3, 2);
        var (high, low) = (net.ConvRelu(x, 8, 3), net.ConvRelu(x, 16, 3, 2));
        for (var i = 0; i < 2; i++)
        {
            (high, low) = (Basic(high), Basic(low));
            (high, low) = (
                net.Relu(net.Add(high, Doubled(net, net.Conv(low, 8, 1)))),
                net.Relu(net.Add(net.Conv(high, 16, 3, 2), low)));
        }

        return net.Build(net.Conv(net.ConvRelu(net.Concat(high, Doubled(net, low)), 24, 1), 4, 1));

        string Basic(string y) => net.Relu(net.Add(net.Conv(net.ConvRelu(y, net.ChannelsOf(y), 3), net.ChannelsOf(y), 3), y));
    }

    // ResNet stages; the last feature of each.
    private static IEnumerable<string> Backbone(ModelBuilder net, string x, params (int Width, int Stride)[] stages)
    {
        foreach (var (width, stride) in stages)
        {
            for (var i = 0; i < 2; i++)
            {
                var y = net.Conv(net.ConvRelu(x, width, 3, i == 0 ? stride : 1), width, 3);
                x = net.Relu(net.Add(y, i == 0 ? net.Conv(x, width, 1, stride) : x));
            }

            yield return x;
        }
    }

    private static string Resized(ModelBuilder net, string x, long height, long width)
    {
        var shape = net.Node("Slice", [net.Node("Shape", [x]), net.Ints(0), net.Ints(2), net.Ints(0)]);
        var sizes = net.Node("Concat", [shape, net.Ints(height, width)], null, ("axis", 0));
        return net.Node("Resize", [x, "", "", sizes], null, ("mode", "linear"), ("coordinate_transformation_mode", "half_pixel"));
    }

    private static string Doubled(ModelBuilder net, string x) => net.Node(
        "Resize",
        [x, net.Floats([0]), net.Floats([4], 1, 1, 2, 2)],
        null,
        ("mode", "nearest"),
        ("nearest_mode", "floor"),
        ("coordinate_transformation_mode", "asymmetric"));
}

namespace Lana.Import.Onnx.Architectures;

/// <summary>The forms of exporters other than PyTorch's first one.</summary>
internal static class Exporters
{
    /// <summary>tf2onnx: images with their channels last, one-sided padding, ReLU6 as Min and Max, biases as sums.</summary>
    public static byte[] TensorFlowMobileNetV2()
    {
        var net = new ModelBuilder(10, [-1, 33, 33, 3]);
        var x = net.TransposeTo(net.Input, 3, 0, 3, 1, 2);
        x = Relu6(Biased(net.ConvPadded(x, net.Kernel(8, 3, 3), 8, 2, 1, [0, 0, 1, 1])));
        foreach (var (width, stride) in new[] { (8, 1), (12, 2), (12, 1) })
        {
            var inner = 2 * net.ChannelsOf(x);
            var y = Relu6(Biased(net.Conv(x, inner, 1, bias: false)));
            y = stride == 2 ? net.Node("Pad", [y], null, ("mode", "constant"), ("pads", new long[] { 0, 0, 0, 0, 0, 0, 1, 1 })) : y;
            y = net.ConvPadded(y, net.Kernel(inner, 1, 3), inner, stride, inner, stride == 2 ? [0, 0, 0, 0] : [1, 1, 1, 1]);
            y = Biased(net.Conv(Relu6(Biased(y)), width, 1, bias: false));
            x = net.ChannelsOf(x) == width ? net.Add(x, y) : y;
        }

        x = net.Node("Squeeze", [net.Mean(x, keepsAxes: true, 2, 3)], null, ("axes", new long[] { 2, 3 }));
        x = net.Add(net.Node("MatMul", [x, net.Weight(0.3f, 0, 12, 10)], 10), net.Weight(0.1f, 0, 10));
        return net.Build(net.Node("Softmax", [x], null, ("axis", 1)));

        string Biased(string y) => net.Add(y, net.Weight(0.2f, 0.1f, 1, net.ChannelsOf(y), 1, 1));

        string Relu6(string y) => net.Node("Max", [net.Node("Min", [y, net.Scalar(6)]), net.Scalar(0)]);
    }

    /// <summary>TensorFlow's own layout kept: every convolution between transposes, all else with the channels last.</summary>
    public static byte[] TensorFlowUnoptimised()
    {
        var net = new ModelBuilder(9, [-1, 16, 16, 3]);
        var x = Convolved(net.Input, 3, 8, 2);
        for (var i = 0; i < 2; i++)
        {
            x = net.Add(Convolved(Convolved(x, 8, 12, 1), 12, 8, 1), x);
        }

        x = net.Mean(Convolved(x, 8, 12, 2), keepsAxes: false, 1, 2);
        return net.Build(net.Node("MatMul", [x, net.Weight(0.3f, 0, 12, 10)], 10));

        string Convolved(string y, int inputs, int outputs, int stride)
        {
            y = net.Conv(net.TransposeTo(y, inputs, 0, 3, 1, 2), outputs, 3, stride, bias: false);
            y = net.Add(net.TransposeTo(y, outputs, 0, 2, 3, 1), net.Weight(0.1f, 0, outputs));
            return net.Relu(y);
        }
    }

    /// <summary>Keras: SAME padding as an attribute, norms kept, layouts turned around a head.</summary>
    public static byte[] KerasResNet()
    {
        var net = new ModelBuilder(11, [-1, 32, 32, 3], irVersion: 6);
        var x = net.TransposeTo(net.Input, 3, 0, 3, 1, 2);
        x = net.MaxPool(net.Relu(net.BatchNorm(net.Conv(x, 8, 7, 2, autoPad: "SAME_UPPER"))), 2, 2);
        foreach (var stride in new[] { 1, 2 })
        {
            var y = net.Relu(net.BatchNorm(net.Conv(x, 8, 1, stride, autoPad: "VALID")));
            y = net.Relu(net.BatchNorm(net.Conv(y, 8, 3, autoPad: "SAME_UPPER")));
            y = net.BatchNorm(net.Conv(y, 16, 1, autoPad: "VALID"));
            x = net.Relu(net.Add(net.BatchNorm(net.Conv(x, 16, 1, stride, autoPad: "VALID")), y));
        }

        x = net.Mean(net.TransposeTo(x, 16, 0, 2, 3, 1), keepsAxes: false, 1, 2);
        return net.Build(net.Add(net.Node("MatMul", [x, net.Weight(0.3f, 0, 16, 10)], 10), net.Weight(0.1f, 0, 10)));
    }

    /// <summary>MXNet: opset 8, weights among the inputs, norms with <c>spatial</c>, a norm of the images.</summary>
    public static byte[] MxNet()
    {
        var net = new ModelBuilder(8, [1, 3, 32, 32], irVersion: 4);
        var x = net.MaxPool(net.Relu(Norm(net.Conv(Norm(net.Input), 8, 3, 2, bias: false))), 3, 2, 1);
        foreach (var stride in new[] { 1, 2 })
        {
            var activated = net.Relu(Norm(x));
            var y = net.Relu(Norm(net.Conv(activated, 8, 3, stride, bias: false)));
            y = net.Conv(y, 16, 3, bias: false);
            x = net.Node("Sum", [y, net.Conv(activated, 16, 1, stride, bias: false)]);
        }

        x = net.Node("Flatten", [net.GlobalPool(net.Relu(Norm(x)))]);
        x = net.Gemm(net.Node("LeakyRelu", [net.Gemm(x, 12)], null, ("alpha", 0.1f)), 10);
        net.ListWeightsAsInputs();
        return net.Build(x);

        string Norm(string y) => net.BatchNorm(y, ("momentum", 0.9f), ("spatial", 1));
    }

    /// <summary>CNTK: opset 8, IR 3, batch fixed, asymmetric pads, biases [C, 1, 1], features as the output.</summary>
    public static byte[] Cntk()
    {
        var net = new ModelBuilder(8, [1, 3, 33, 33], irVersion: 3);
        var x = net.ConvPadded(net.Input, net.Kernel(8, 3, 7), 8, 2, 1, [2, 2, 3, 3]);
        x = net.Relu(net.Add(x, net.Weight(0.2f, 0, 8, 1, 1)));
        x = net.Node("MaxPool", [x], null, ("auto_pad", "SAME_LOWER"), ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }));
        for (var i = 0; i < 2; i++)
        {
            var y = net.Relu(net.BatchNorm(net.Conv(x, 8, 3, autoPad: "SAME_UPPER", bias: false), ("spatial", 1)));
            x = net.Relu(net.Add(net.BatchNorm(net.Conv(y, 8, 3, autoPad: "SAME_UPPER", bias: false), ("spatial", 1)), x));
        }

        x = net.Node("LRN", [net.ConvRelu(x, 12, 3)], null, ("alpha", 0.5f), ("beta", 0.75f), ("bias", 1.5f), ("size", 5));
        x = net.Node(
            "AveragePool",
            [x],
            null,
            ("auto_pad", "VALID"),
            ("count_include_pad", 0),
            ("kernel_shape", new long[] { 8, 8 }),
            ("strides", new long[] { 1, 1 }));
        net.ListWeightsAsInputs();
        return net.Build(x);
    }

    /// <summary>Paddle: every weight a Constant node, hard swish in four nodes, classifier as a product.</summary>
    public static byte[] PaddleLcNet()
    {
        var net = new ModelBuilder(11, [-1, 3, 32, 48], irVersion: 7, usesConstantNodes: true);
        var x = Swish(net.BatchNorm(net.Conv(net.Input, 8, 3, 2, bias: false)));
        foreach (var (width, stride) in new[] { (12, 1), (16, 2), (16, 1) })
        {
            x = Swish(net.BatchNorm(net.Depthwise(x, 3, stride, bias: false)));
            if (width == 16)
            {
                x = Classifiers.SqueezeExcite(net, x, 4, gate => net.Node("HardSigmoid", [gate], null, ("alpha", 0.2f), ("beta", 0.5f)));
            }

            x = Swish(net.BatchNorm(net.Conv(x, width, 1, bias: false)));
        }

        x = Swish(net.Conv(net.GlobalPool(x), 24, 1, bias: false));
        x = net.Node("Flatten", [x], null, ("axis", 1));
        x = net.Node("Identity", [x]);
        return net.Build(net.Node("Softmax", [net.Add(net.Node("MatMul", [x, net.Weight(0.3f, 0, 24, 10)], 10), net.Weight(0.1f, 0, 10))]));

        string Swish(string y) => net.Node(
            "Div", [net.Mul(net.Clip(net.Add(y, net.Floats([1], 3)), 0, 6), y), net.Floats([1], 6)]);
    }

    /// <summary>PyTorch's newer exporter: opset 18, axes as inputs, shapes with <c>allowzero</c>, functions of the file's own.</summary>
    public static byte[] Dynamo()
    {
        var net = new ModelBuilder(18, [-1, 3, 32, 32]);
        net.AddFunction("pkg.onnxscript.torch_lib", "aten_silu", ["self"], ["result"], body => body
            .Node("Sigmoid", "self", "gate").Node("Mul", "self gate", "result"));
        net.AddFunction("pkg.modules", "Block", ["x", "w", "b"], ["sum"], body =>
        {
            body.Node("Conv", "x w b", "y", ("pads", new long[] { 1, 1, 1, 1 }));
            body.Node("aten_silu", "y", "activated").Node("Add", "x activated", "sum");
            body.Graph.Node[1].Domain = "pkg.onnxscript.torch_lib";
        });
        var x = net.Call("pkg.onnxscript.torch_lib", "aten_silu", [net.Conv(net.Input, 8, 3, 2)]);
        for (var i = 0; i < 2; i++)
        {
            x = net.Call("pkg.modules", "Block", [x, net.Kernel(8, 8, 3), net.Weight(0.1f, 0, 8)]);
        }

        x = net.Mean(net.ConvRelu(x, 12, 1), keepsAxes: true, -1, -2);
        x = net.Node("Reshape", [x, net.Ints(-1, 12)], null, ("allowzero", 1));
        return net.Build(net.Gemm(net.Node("CastLike", [x, net.Scalar(1)]), 10));
    }
}

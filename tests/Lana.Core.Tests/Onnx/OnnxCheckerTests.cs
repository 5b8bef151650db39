using System.Diagnostics;
using Lana.Candidates;
using Lana.Export;

namespace Lana.Onnx;

/// <summary>Every operation's ONNX file before a second implementation: the checker and the shape inference of
/// Python's <c>onnx</c>.</summary>
[Collection(TorchCollection.Name)]
public sealed class OnnxCheckerTests
{
    private const string Script = """
        import glob, os, sys, onnx
        files = sorted(glob.glob(os.path.join(sys.argv[1], "*.onnx")))
        for path in files:
            model = onnx.load(path)
            onnx.checker.check_model(model, full_check=True)
            inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
            if [o.type for o in inferred.graph.output] != [o.type for o in model.graph.output]:
                sys.exit("declared and inferred outputs differ in " + path)
        print(len(files))
        """;

    // Debian's Python: another one on the path does not see Debian's packages.
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];

    [Fact]
    public void Export_EveryOperation_PassesTheChecker()
    {
        var python = Interpreters.FirstOrDefault(candidate => Run(candidate, "-c", "import onnx").Code == 0);
        Assert.SkipUnless(python is not null, "there is no Python with the package onnx on this machine");
        using var folder = new Scratch();
        var layers = new[] { "grows_8_14x14_s1", "keeps_20_14x14_s2", "keeps_20_28x28_s1" }.Select(LayerKind.Of);
        var written = 0;
        foreach (var (operation, layer) in
            from operation in SearchSpace.Full.Operations.Union(SearchSpace.Modern.Operations)
            from layer in layers
            where operation.Supports(layer) && LayerKind.Cost(operation, layer).ShippedBytes <= 1_000_000
            select (operation, layer))
        {
            using var module = operation.Define(layer).Build(layer.Input);
            File.WriteAllBytes(
                Path.Combine(folder.Path, $"{operation}.{layer.Name}.onnx"), OnnxExporter.Export(module));
            written++;
        }

        var (code, output) = Run(python!, "-c", Script, folder.Path);

        Assert.True(code == 0, output);
        Assert.Equal(written, int.Parse(output, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(written > 700, $"only {written} files");
    }

    private static (int Code, string Output) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, process.ExitCode == 0 ? output : error.GetAwaiter().GetResult());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}

using Lana.Measuring;
using Lana.Networks;
using Lana.Onnx;
using Lana.Storage;
using Lana.Weights;

namespace Lana.Acceleration;

/// <summary>The files a student ships as.</summary>
internal static class StudentFiles
{
    /// <summary>Writes weights, architecture and ONNX, and checks that ONNX Runtime gives what TorchSharp
    /// gives.</summary>
    /// <exception cref="ParityException">It does not.</exception>
    public static OnnxParityResult Write(RunDirectory run, LayeredNetwork student, ChosenSelection selection, ulong seed)
    {
        ModuleWeights.Save(student, run.File("student.safetensors"));
        AtomicFile.WriteJson(
            run.File("student", "architecture.json"),
            new StudentArchitecture(1, selection.Operations, student.Definition.ToJson()));
        var onnx = run.File("student.onnx");
        OnnxExporter.Export(student, onnx);
        return OnnxParity.Check(student, onnx, seed: seed);
    }
}

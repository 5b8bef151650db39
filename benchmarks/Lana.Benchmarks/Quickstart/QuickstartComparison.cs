using Lana.Benchmarks.Comparing;
using Lana.Export;
using Lana.Internal;
using Lana.Networks;
using Samples;

namespace Lana.Benchmarks.Quickstart;

/// <summary>Compares the Quickstart's teacher with a student of about its budget; times do not depend on weights, so
/// neither is trained.</summary>
[OnnxFiles(TeacherFile, StudentFile)]
public class QuickstartComparison : OnnxComparison
{
    private const string TeacherFile = "comparison/quickstart-teacher.onnx";
    private const string StudentFile = "comparison/quickstart-student.onnx";
    private const string Operation = "cb_stack_k3_w0.25";

    protected override void Prepare()
    {
        var teacher = Teacher.Define(Teacher.Phi, "teacher");
        var student = Candidates.Operation.Parse(Operation);
        Export(teacher, TeacherFile);
        Export(teacher.WithLayers([.. teacher.Layers.Select(student.Define)]), StudentFile);
    }

    private static void Export(NetworkDefinition definition, string file)
    {
        using var network = definition.Build();
        AtomicFile.WriteAllBytes(OnnxFile.Find(file).Path, OnnxExporter.Export(network));
    }
}

using Lana.Definitions;
using Lana.Internal;
using Lana.Networks;
using Lana.Selections;

namespace Lana.Pipeline;

public sealed class StudentFilesTests
{
    [Fact]
    public void Load_DefinitionOfMoreThanTheWeightsHold_IsRefusedBeforeItIsBuilt()
    {
        using var scratch = new Scratch();
        var huge = new NetworkDefinition(
            "huge",
            new FeatureShape(1, 8, 8),
            new Conv("stem", 1 << 20, 1),
            [new LayerDefinition("blocks.0", new Conv("conv", 1 << 20, 1))],
            new Chain(new GlobalPool(), new Linear("classifier", 2)));
        var path = scratch.File("student", "architecture.json");
        AtomicFile.WriteJson(path, new StudentArchitecture(2, Selection.Of(["blocks.0"], ["teacher"]), huge.ToJson()));
        File.WriteAllBytes(scratch.File("student.safetensors"), new byte[1000]);

        var failure = Assert.Throws<DamagedFileException>(() => StudentFiles.Load(scratch.Path));

        Assert.Equal(path, failure.Path);
        Assert.Contains("cannot hold", failure.Message, StringComparison.Ordinal);
    }
}

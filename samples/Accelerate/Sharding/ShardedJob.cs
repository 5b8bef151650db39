using Lana.Native;
using Lana.Networks;
using Lana.Sharding;
using Microsoft.Extensions.DependencyInjection;

namespace Accelerate.Sharding;

/// <summary>What <c>plan</c>, <c>work</c> and <c>merge</c> begin with: the same network and images in every process.</summary>
internal sealed class ShardedJob : IDisposable
{
    private readonly ServiceProvider _services;

    private ShardedJob(Network teacher, Pictures pictures, ServiceProvider services) =>
        (Teacher, Pictures, _services) = (teacher, pictures, services);

    public Network Teacher { get; }

    public Pictures Pictures { get; }

    public IShardedAcceleration Acceleration => _services.GetRequiredService<IShardedAcceleration>();

    public static ShardedJob Open(AccelerateSettings settings)
    {
        TorchRuntime.Initialize();
        var teacher = Teachers.Load(settings);
        try
        {
            var pictures = Pictures.Read(settings, teacher);
            return new ShardedJob(teacher, pictures, Wiring.Make(settings, teacher.Definition, pictures.LearnsLabels));
        }
        catch
        {
            teacher.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        Teacher.Dispose();
    }
}

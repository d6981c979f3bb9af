using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Gatepost.Micro;

// Single parts, measured alone: ./build.sh micro [--filter '*Commit*']. In this process, so that nothing is built beside the project.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
var config = DefaultConfig.Instance.AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).HideColumns(Column.Job, Column.Error)
    .WithArtifactsPath(Path.Combine("artifacts", "micro")).WithOptions(ConfigOptions.JoinSummary);
BenchmarkSwitcher.FromAssembly(typeof(CommitBenchmarks).Assembly).Run(args is [] ? ["--filter", "*"] : args, config);

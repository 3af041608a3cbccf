// Holds Kubernetes manifests on standard input against what an API server asks of them when they are created:
// decoding (strict, so that unknown fields count), defaults, validation, and the `restricted` profile of pods.
// Of cert-manager's kinds only the fields are checked. Problems are written one a line; exit code 1 says that there are some.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	certmanager "github.com/cert-manager/cert-manager/pkg/apis/certmanager/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	_ "k8s.io/kubernetes/pkg/apis/networking/install"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/autoscaling/horizontalpodautoscaler"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/configmap"
	"k8s.io/kubernetes/pkg/registry/core/namespace"
	"k8s.io/kubernetes/pkg/registry/core/persistentvolumeclaim"
	"k8s.io/kubernetes/pkg/registry/core/service"
	"k8s.io/kubernetes/pkg/registry/core/serviceaccount"
	"k8s.io/kubernetes/pkg/registry/networking/ingress"
	"k8s.io/kubernetes/pkg/registry/networking/networkpolicy"
	"k8s.io/kubernetes/pkg/registry/policy/poddisruptionbudget"
	"k8s.io/pod-security-admission/admission"
	podsecurity "k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

var strategies = map[string]rest.RESTCreateStrategy{
	"ConfigMap":               configmap.Strategy,
	"CronJob":                 cronjob.Strategy,
	"Deployment":              deployment.Strategy,
	"HorizontalPodAutoscaler": horizontalpodautoscaler.Strategy,
	"Ingress":                 ingress.Strategy,
	"Job":                     job.Strategy,
	"Namespace":               namespace.Strategy,
	"NetworkPolicy":           networkpolicy.Strategy,
	"PersistentVolumeClaim":   persistentvolumeclaim.Strategy,
	"PodDisruptionBudget":     poddisruptionbudget.Strategy,
	"Service":                 service.Strategy,
	"ServiceAccount":          serviceaccount.Strategy,
	"StatefulSet":             statefulset.Strategy,
}

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	if err := certmanager.AddToScheme(legacyscheme.Scheme); err != nil {
		panic(err)
	}
	codecs := serializer.NewCodecFactory(legacyscheme.Scheme, serializer.EnableStrict)
	reader := utilyaml.NewYAMLReader(bufio.NewReader(os.Stdin))
	failed := false
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		for _, problem := range problemsOf(document, codecs, evaluator) {
			failed = true
			fmt.Println(problem)
		}
	}
	if failed {
		os.Exit(1)
	}
}

func problemsOf(document []byte, codecs serializer.CodecFactory, evaluator policy.Evaluator) []string {
	versioned, kind, err := codecs.UniversalDeserializer().Decode(document, nil, nil)
	if err != nil {
		return []string{err.Error()}
	}
	accessor, err := meta.Accessor(versioned)
	if err != nil {
		return []string{err.Error()}
	}
	name := fmt.Sprintf("%s %s", kind.Kind, accessor.GetName())
	if kind.Group == certmanager.SchemeGroupVersion.Group {
		// Its own server is the only one that validates more than the fields.
		return nil
	}
	strategy, known := strategies[kind.Kind]
	if !known {
		return []string{name + ": nothing here validates this kind"}
	}
	problems := restricted(name, versioned, evaluator)
	legacyscheme.Scheme.Default(versioned)
	internal, err := legacyscheme.Scheme.ConvertToVersion(versioned, runtime.InternalGroupVersioner)
	if err != nil {
		return append(problems, fmt.Sprintf("%s: %s", name, err))
	}
	created, err := meta.Accessor(internal)
	if err != nil {
		return append(problems, err.Error())
	}
	rest.FillObjectMetaSystemFields(created)
	// The storage of Services does this, which is not there.
	if service, is := internal.(*core.Service); is && service.Spec.ClusterIP != "" && service.Spec.ClusterIPs == nil {
		service.Spec.ClusterIPs = []string{service.Spec.ClusterIP}
	}
	ctx := request.WithNamespace(request.NewContext(), accessor.GetNamespace())
	if err := rest.BeforeCreate(strategy, ctx, internal); err != nil {
		problems = append(problems, fmt.Sprintf("%s: %s", name, err))
	}
	return problems
}

// What the admission of a namespace that enforces the profile would refuse.
func restricted(name string, object runtime.Object, evaluator policy.Evaluator) []string {
	metadata, spec, err := admission.DefaultPodSpecExtractor{}.ExtractPodSpec(object)
	if err != nil || spec == nil {
		return nil
	}
	level := podsecurity.LevelVersion{Level: podsecurity.LevelRestricted, Version: podsecurity.LatestVersion()}
	var problems []string
	for _, result := range evaluator.EvaluatePod(level, metadata, spec) {
		if !result.Allowed {
			problems = append(problems, fmt.Sprintf("%s: %s (%s)", name, result.ForbiddenReason, result.ForbiddenDetail))
		}
	}
	return problems
}
